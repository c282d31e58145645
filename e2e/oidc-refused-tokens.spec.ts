import { expect, test } from '@playwright/test'
import { generateKeyPairSync } from 'node:crypto'
import { byHmac, byRsa, partsOf, signed } from './forged-tokens'
import { as, call, post, token, userinfo, Visitor, type Answer, type OwnClient } from './oidc-caller'
import { expectRefused } from './oidc-expectations'
import { documents, createBrowserApplication, createGrant } from '@/test/fixtures/applications'
import { BrowserTenant, type BrowserOrganization } from '@/test/fixtures/browser-tenant'

/** Forged and misused tokens, wherever tokens are taken. */
test.describe.configure({ mode: 'default' })

const accessToken = 'urn:ietf:params:oauth:token-type:access_token'
const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange'
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwk = { ...foreign.publicKey.export({ format: 'jwk' }), kid: 'foreign', use: 'sig', alg: 'RS256' }

let tenant: BrowserTenant
let organization: BrowserOrganization
let web: OwnClient
let machine: OwnClient
let visitor: Visitor
let good: Record<string, unknown>

test.beforeAll(async ({ baseURL }) => {
  tenant = await BrowserTenant.create(baseURL)
  organization = await tenant.createOrganization()
  const ann = await tenant.createUser('Ann')
  await tenant.addMember(organization, ann, ['Viewer'])
  web = await createBrowserApplication(tenant)
  machine = await createBrowserApplication(tenant, { grantTypes: ['client_credentials'] })
  await createGrant(tenant, machine, { scope: ['read:documents'], organization })
  visitor = await Visitor.signedIn(tenant.url, ann.email)
  good = (await visitor.enter(web, { organization: organization.id, audience: documents, scope })).json
})

const scope = 'openid email offline_access read:documents'

async function publicKey(): Promise<{ pem: string; text: string }> {
  const { json, text } = await call(tenant.url, '/.well-known/jwks.json')
  return { pem: JSON.stringify((json['keys'] as unknown[])[0]), text }
}

const forgeries: Record<string, () => string | Promise<string>> = {
  'no signature': () => `${String(good['access_token']).split('.').slice(0, 2).join('.')}.`,
  'alg none': () => {
    const { header, payload } = partsOf(good['access_token'])
    return signed({ header: { ...header, alg: 'none' }, payload }, () => '')
  },
  'a signature by HMAC with the public key': async () => {
    const { header, payload } = partsOf(good['access_token'])
    return signed({ header: { ...header, alg: 'HS256' }, payload }, byHmac((await publicKey()).pem))
  },
  'a signature by HMAC with the key set': async () => {
    const { header, payload } = partsOf(good['access_token'])
    return signed({ header: { ...header, alg: 'HS256' }, payload }, byHmac((await publicKey()).text))
  },
  'a foreign key under our kid': () => signed(partsOf(good['access_token']), byRsa(foreign.privateKey)),
  'a foreign kid': () => forged({ kid: 'foreign' }),
  'no kid': () => forged({ kid: undefined }),
  'a key in its header (jwk)': () => forged({ kid: 'foreign', jwk }),
  'a key elsewhere (jku)': () => forged({ kid: 'foreign', jku: 'http://127.0.0.1:9/jwks.json' }),
  'a certificate elsewhere (x5u)': () => forged({ x5u: 'http://127.0.0.1:9/cert.pem' }),
  'a certificate in its header (x5c)': () => forged({ x5c: ['MIIB'] }),
  'an unknown critical header': () => forged({ crit: ['b64'], b64: false }),
  'a kid that is a path': () => forged({ kid: '../../../../dev/null' }),
  'a kid that is SQL': () => forged({ kid: "' OR 1=1 --" }),
  'another organization written into it': () => {
    const [header, , signature] = String(good['access_token']).split('.')
    const { payload } = partsOf(good['access_token'])
    const changed = Buffer.from(JSON.stringify({ ...payload, org_id: 'org_other' })).toString('base64url')
    return [header, changed, signature].join('.')
  },
  'an ID token in its place': () => String(good['id_token']),
  'five parts': () => 'e30.e30.e30.e30.e30',
  'nothing in its parts': () => '..',
  'text that is none': () => 'not-a-token',
  'a letter of another alphabet': () => `${String(good['access_token'])}ü`,
}

function forged(header: Record<string, unknown>): string {
  const parts = partsOf(good['access_token'])
  return signed({ ...parts, header: { ...parts.header, ...header } }, byRsa(foreign.privateKey))
}

for (const [name, forge] of Object.entries(forgeries)) {
  test(`a token with ${name} is refused wherever tokens are taken`, async () => {
    const bad = await forge()
    if (!/[^\u0020-\u007e]/.test(bad)) expectRefused(await userinfo(tenant.url, bad), 'invalid_token', 401)
    expect((await introspect(bad)).text).toBe('{"active":false}')
    expectRefused(await exchange({ subject_token: bad }), 'invalid_grant')
    const hinted = await call(tenant.url, `/v2/logout?id_token_hint=${encodeURIComponent(bad)}`)
    expect(hinted.status).toBeLessThan(500)
  })
}

function introspect(given: string, client = machine): Promise<Answer> {
  return post(tenant.url, '/oauth/introspect', { ...as(client), token: given })
}

function exchange(more: Record<string, string>, client = machine): Promise<Answer> {
  return token(tenant.url, client, {
    grant_type: exchangeGrant,
    subject_token: String(good['access_token']),
    subject_token_type: accessToken,
    ...more,
  })
}

test('a token of another tenant is refused', async ({ baseURL }) => {
  const other = await BrowserTenant.create(baseURL)
  const person = await other.createUser('Ann')
  const client = await createBrowserApplication(other)
  const theirs = await Visitor.signedIn(other.url, person.email)
  const { json } = await theirs.enter(client, { audience: documents })
  const foreignToken = String(json['access_token'])
  expectRefused(await userinfo(tenant.url, foreignToken), 'invalid_token', 401)
  expect((await introspect(foreignToken)).text).toBe('{"active":false}')
  expectRefused(await exchange({ subject_token: foreignToken }), 'invalid_grant')
  expectRefused(await token(tenant.url, client, { grant_type: 'client_credentials' }), 'invalid_client', 401)
})

test('a token for an API without openid, or a machine’s, does not open /userinfo', async () => {
  const { json } = await visitor.enter(web, {
    audience: documents,
    scope: 'read:documents',
    nonce: undefined,
  })
  expectRefused(await userinfo(tenant.url, json['access_token']), 'insufficient_scope', 403)
  const { json: machines } = await token(tenant.url, machine, {
    grant_type: 'client_credentials',
    audience: documents,
    organization: organization.id,
  })
  expectRefused(await userinfo(tenant.url, machines['access_token']), 'invalid_token', 401)
  expectRefused(await exchange({ subject_token: String(machines['access_token']) }), 'invalid_grant')
})

const widenings: [string, () => Record<string, string>, string][] = [
  ['a scope that it does not have', () => ({ scope: 'read:documents delete:documents' }), 'invalid_scope'],
  ['a scope of the standard', () => ({ scope: 'openid' }), 'invalid_scope'],
  ['another API', () => ({ audience: `${tenant.url}/api/v2/` }), 'invalid_target'],
  ['an unknown API', () => ({ resource: 'https://nobody.test' }), 'invalid_target'],
  ['an unknown organization', () => ({ organization: 'org_nowhere' }), 'invalid_grant'],
  [
    'an ID token',
    () => ({ requested_token_type: 'urn:ietf:params:oauth:token-type:id_token' }),
    'invalid_request',
  ],
  [
    'a refresh token',
    () => ({ requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' }),
    'invalid_request',
  ],
  [
    'what an ID token may',
    () => ({ subject_token_type: 'urn:ietf:params:oauth:token-type:id_token' }),
    'invalid_request',
  ],
  ['nothing said of its kind', () => ({ subject_token_type: '' }), 'invalid_request'],
]

for (const [name, asks, error] of widenings) {
  test(`a token is not exchanged for ${name}`, async () => {
    expectRefused(await exchange(asks()), error)
  })
}

test('a token is not exchanged for another organization of the user, nor by a public client', async () => {
  const other = await tenant.createOrganization('Other')
  await tenant.query(
    `INSERT INTO members (tenant_id, organization_id, user_id)
     SELECT $1, $2, user_id FROM members WHERE tenant_id = $1 AND organization_id = $3 RETURNING user_id`,
    [other.id, organization.id],
  )
  expectRefused(await exchange({ organization: other.id }), 'invalid_grant')
  expectRefused(
    await exchange({}, await createBrowserApplication(tenant, { method: 'none' })),
    'invalid_request',
  )
  expect(partsOf((await exchange({ scope: 'read:documents' })).json['access_token']).payload).toMatchObject({
    org_id: organization.id,
    scope: 'read:documents',
    permissions: ['read:documents'],
  })
})

test('only applications with a secret may introspect, and refresh tokens only their own', async () => {
  const spa = await createBrowserApplication(tenant, { method: 'none' })
  expect((await introspect(String(good['access_token']), spa)).text).toBe('{"active":false}')
  expect((await introspect(String(good['refresh_token']))).text).toBe('{"active":false}')
  expect((await introspect(String(good['refresh_token']), web)).json['active']).toBe(true)
  expect((await introspect(String(good['access_token']))).json).toMatchObject({
    active: true,
    org_id: organization.id,
    client_id: web.id,
    permissions: ['read:documents'],
  })
})
