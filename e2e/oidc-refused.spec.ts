import { expect, test } from '@playwright/test'
import {
  authorizePath,
  callback,
  challengeOf,
  redeeming,
  refresh,
  token,
  userinfo,
  Visitor,
  type OwnClient,
  type Sent,
} from './oidc-caller'
import { expectRefused, expectSilent } from './oidc-expectations'
import { documents, createBrowserApplication } from '@/test/fixtures/applications'
import { BrowserTenant, type BrowserUser, type BrowserOrganization } from '@/test/fixtures/browser-tenant'

/** Refusals of authorization requests, codes and refresh tokens. One tenant of its own for all of them. */
test.describe.configure({ mode: 'default' })

let tenant: BrowserTenant
let organization: BrowserOrganization
let ann: BrowserUser
let web: OwnClient
let visitor: Visitor

test.beforeAll(async ({ baseURL }) => {
  tenant = await BrowserTenant.create(baseURL)
  organization = await tenant.createOrganization()
  ann = await tenant.createUser('Ann')
  await tenant.addMember(organization, ann, ['Member'])
  web = await createBrowserApplication(tenant, { redirectUris: [callback, 'http://127.0.0.1:4000/callback'] })
  visitor = await Visitor.signedIn(tenant.url, ann.email)
})

/** Refused on a page of ours: no one is sent to an address that the application does not have. */
function expectStopped({ status, location, text, code }: Sent): void {
  expect({ status, location, code }).toEqual({ status: 400, location: '', code: '' })
  expectSilent(text)
}

/** Refused in the application’s hearing. */
function expectSentBack({ location, query, code }: Sent, error: string): void {
  expect(location.split(/[?#]/, 1), location).toEqual([callback])
  expect({ error: query.get('error'), state: query.get('state'), code }).toEqual({
    error,
    state: 'a-state',
    code: '',
  })
  expect(query.get('iss')).toBe(`${tenant.url}/`)
  expectSilent(query.get('error_description') ?? '')
}

const redirects: Record<string, string> = {
  'another path': 'https://app.journey.test/other',
  'a longer path': 'https://app.journey.test/callback/more',
  'a slash at the end': 'https://app.journey.test/callback/',
  'a query': 'https://app.journey.test/callback?next=/',
  'a fragment': 'https://app.journey.test/callback#part',
  'another port': 'https://app.journey.test:444/callback',
  'the usual port spelled out': 'https://app.journey.test:443/callback',
  http: 'http://app.journey.test/callback',
  'capitals in the host': 'https://App.journey.test/callback',
  'capitals in the path': 'https://app.journey.test/Callback',
  'a name before the host': 'https://app.journey.test@attacker.test/callback',
  'a user before the host': 'https://user@app.journey.test/callback',
  'a host that begins so': 'https://app.journey.test.attacker.test/callback',
  'dots in the path': 'https://app.journey.test/x/../callback',
  'an encoded path': 'https://app.journey.test/%63allback',
  'a space at the end': 'https://app.journey.test/callback ',
  'another port on loopback': 'http://127.0.0.1:4001/callback',
  'a script': 'javascript:alert(1)',
  none: '',
}

for (const [name, redirectUri] of Object.entries(redirects)) {
  test(`an address to return to with ${name} is refused on a page of ours`, async () => {
    expectStopped(await visitor.authorize(web, { redirect_uri: redirectUri }))
  })
}

test('an address of another application of the tenant’s is refused', async () => {
  const other = await createBrowserApplication(tenant, {
    redirectUris: ['https://other.journey.test/callback'],
  })
  expectStopped(await visitor.authorize(web, { redirect_uri: 'https://other.journey.test/callback' }))
  expectStopped(await visitor.authorize(other))
})

test('an unknown application, or another tenant’s, is refused', async ({ baseURL }) => {
  const lumen = await BrowserTenant.create(baseURL)
  for (const id of [(await createBrowserApplication(lumen)).id, 'nobody', '', "'--", 'ü'.repeat(200)])
    expectStopped(await visitor.authorize({ id, secret: undefined }))
})

const wrongRequests: [string, Record<string, string | undefined>, string][] = [
  ['PKCE that is plain', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['PKCE without a method', { code_challenge_method: undefined }, 'invalid_request'],
  ['a challenge that is too short', { code_challenge: 'short' }, 'invalid_request'],
  ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
  ['an ID token by redirect', { response_type: 'id_token' }, 'unsupported_response_type'],
  ['a hybrid flow', { response_type: 'code id_token' }, 'unsupported_response_type'],
  ['no response type', { response_type: undefined }, 'invalid_request'],
  ['a request object', { request: 'eyJhbGciOiJub25lIn0.e30.' }, 'request_not_supported'],
  [
    'a request object elsewhere',
    { request_uri: 'https://attacker.test/request' },
    'request_uri_not_supported',
  ],
  ['registration', { registration: '{}' }, 'registration_not_supported'],
  ['prompt=none with another', { prompt: 'none login' }, 'invalid_request'],
  ['an API that is unknown', { audience: 'https://nobody.test' }, 'invalid_target'],
  ['an API whose name does not decode', { resource: 'urn:foyer:audience:%E0%A4%A' }, 'invalid_target'],
  ['an API with a fragment', { resource: 'https://api.lumen.test/#x' }, 'invalid_target'],
  ['max_age that is no number', { max_age: 'soon' }, 'invalid_request'],
  ['an organization that is none', { organization: 'org_nowhere' }, 'invalid_request'],
]

for (const [name, given, error] of wrongRequests) {
  test(`${name} is refused in the application’s hearing`, async () => {
    expectSentBack(await visitor.authorize(web, given), error)
  })
}

test('parameters given twice are refused', async () => {
  const path = authorizePath(web, {
    code_challenge: challengeOf('v'.repeat(43)),
    organization: organization.id,
  })
  for (const more of [
    `organization=${organization.id}`,
    'scope=openid',
    'audience=a&audience=b',
    'nonce=b',
  ]) {
    const { status, headers, text } = await visitor.send(`${path}&${more}`)
    expect(status === 400 || (headers.location ?? '').includes('error=invalid_request'), text).toBe(true)
  }
})

test('a scope that the API does not define, or that is unknown, is not granted', async () => {
  const scope = 'openid read:documents read:secrets admin:organizations address'
  const sent = await visitor.authorize(web, { organization: organization.id, audience: documents, scope })
  const { json } = await token(tenant.url, web, redeeming(sent))
  expect(json['scope']).toBe('openid read:documents')
})

const wrongRedemptions: [string, (sent: Sent) => Record<string, string>][] = [
  ['a wrong verifier', () => ({ code_verifier: 'w'.repeat(43) })],
  ['no verifier', () => ({ code_verifier: '' })],
  ['the challenge as the verifier', ({ verifier }) => ({ code_verifier: challengeOf(verifier) })],
  ['another address to return to', () => ({ redirect_uri: 'http://127.0.0.1:4000/callback' })],
  ['a longer address to return to', () => ({ redirect_uri: `${callback}/` })],
  ['a code with a letter too many', ({ code }) => ({ code: `${code}x` })],
  ['an unknown code', () => ({ code: 'x'.repeat(43) })],
]

for (const [name, wrong] of wrongRedemptions) {
  test(`a code is not redeemed with ${name}, and is not spent by it`, async () => {
    const sent = await visitor.authorize(web, { organization: organization.id })
    expectRefused(await token(tenant.url, web, { ...redeeming(sent), ...wrong(sent) }), 'invalid_grant')
    expect((await token(tenant.url, web, redeeming(sent))).status).toBe(200)
  })
}

test('a code is for the organization that was signed in to, whatever comes with it', async () => {
  const other = await tenant.createOrganization('Other')
  await tenant.addMember(other, ann, ['Member'])
  const sent = await visitor.authorize(web, { organization: organization.id })
  expectRefused(await token(tenant.url, web, { ...redeeming(sent), organization: other.id }), 'invalid_grant')
})

test('a code of another application is refused', async () => {
  const sent = await visitor.authorize(web)
  expectRefused(
    await token(tenant.url, await createBrowserApplication(tenant), redeeming(sent)),
    'invalid_grant',
  )
})

test('a code used twice takes its tokens with it', async () => {
  const sent = await visitor.authorize(web)
  const { json } = await token(tenant.url, web, redeeming(sent))
  expect((await userinfo(tenant.url, json['access_token'])).status).toBe(200)
  expectRefused(await token(tenant.url, web, redeeming(sent)), 'invalid_grant')
  expectRefused(await userinfo(tenant.url, json['access_token']), 'invalid_token', 401)
  expectRefused(await refresh(tenant.url, web, json), 'invalid_grant')
})

test('a code is over after a minute', async () => {
  const sent = await visitor.authorize(web)
  const [life] = await tenant.query<{ seconds: number }>(
    `UPDATE token_artifacts SET expires_at = now() FROM (SELECT max(created_at) AS newest FROM token_artifacts
       WHERE tenant_id = $1 AND kind = 'AuthorizationCode') n
     WHERE tenant_id = $1 AND kind = 'AuthorizationCode' AND created_at = n.newest
     RETURNING (payload->>'exp')::int - (payload->>'iat')::int AS seconds`,
  )
  expect(life?.seconds).toBeLessThanOrEqual(60)
  expectRefused(await token(tenant.url, web, redeeming(sent)), 'invalid_grant')
})

test('codes and refresh tokens are invalid at another tenant', async ({ baseURL }) => {
  const other = await BrowserTenant.create(baseURL)
  const theirs = await createBrowserApplication(other)
  const sent = await visitor.authorize(web)
  expectRefused(await token(other.url, theirs, redeeming(sent)), 'invalid_grant')
  expectRefused(await token(other.url, web, redeeming(sent)), 'invalid_client', 401)
  const { json } = await token(tenant.url, web, redeeming(sent))
  expectRefused(await refresh(other.url, theirs, json), 'invalid_grant')
  expectRefused(await userinfo(other.url, json['access_token']), 'invalid_token', 401)
})

test('a refresh token used again after a while takes its family with it', async () => {
  const { json: first } = await visitor.enter(web)
  const { json: second } = await refresh(tenant.url, web, first)
  expectRefused(await refresh(tenant.url, web, first), 'invalid_grant')
  const { json: third } = await refresh(tenant.url, web, second)
  await tenant.query(
    `UPDATE token_artifacts SET consumed_at = now() - interval '11 seconds'
     WHERE tenant_id = $1 AND kind = 'RefreshToken' AND consumed_at IS NOT NULL RETURNING id_hash`,
  )
  expectRefused(await refresh(tenant.url, web, first), 'invalid_grant')
  expectRefused(await refresh(tenant.url, web, third), 'invalid_grant')
  expectRefused(await userinfo(tenant.url, third['access_token']), 'invalid_token', 401)
})

test('a refresh token of another application, a wrong one and an access token are refused', async () => {
  const { json } = await visitor.enter(web)
  expectRefused(await refresh(tenant.url, await createBrowserApplication(tenant), json), 'invalid_grant')
  expectRefused(await refresh(tenant.url, web, { refresh_token: json['access_token'] }), 'invalid_grant')
  expectRefused(await refresh(tenant.url, web, { refresh_token: json['id_token'] }), 'invalid_grant')
  expect((await refresh(tenant.url, web, json)).status).toBe(200)
})

test('a refresh asks for no more than there was, and loses nothing by asking', async () => {
  const { json } = await visitor.enter(web, { scope: 'openid offline_access', audience: documents })
  expectRefused(await refresh(tenant.url, web, { ...json, asks: { scope: 'openid email' } }), 'invalid_scope')
  expectRefused(
    await refresh(tenant.url, web, { ...json, asks: { audience: 'https://nobody.test' } }),
    'invalid_target',
  )
  expect((await refresh(tenant.url, web, json)).status).toBe(200)
})
