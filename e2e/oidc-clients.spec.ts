import { expect, test } from '@playwright/test'
import { exportJWK, generateKeyPair, type CryptoKey } from 'jose'
import * as client from 'openid-client'
import { call, post, Visitor, type OwnClient } from './oidc-caller'
import { documents, createBrowserApplication, createGrant } from '@/test/fixtures/applications'
import { BrowserTenant, type BrowserUser, type BrowserOrganization } from '@/test/fixtures/browser-tenant'
import { claimsIn } from './relying-party'

/** Each flow with each client authentication method, through the library openid-client. */
test.describe.configure({ mode: 'default' })

const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange'
const accessToken = 'urn:ietf:params:oauth:token-type:access_token'
const methods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'] as const
type Method = (typeof methods)[number]

let tenant: BrowserTenant
let organization: BrowserOrganization
let person: BrowserUser
let visitor: Visitor
let key: CryptoKey
let jwks: { keys: object[] }

test.beforeAll(async ({ baseURL }) => {
  tenant = await BrowserTenant.create(baseURL)
  organization = await tenant.createOrganization()
  person = await tenant.createUser('Ann')
  await tenant.addMember(organization, person, ['Member'])
  visitor = await Visitor.signedIn(tenant.url, person.email)
  const pair = await generateKeyPair('RS256', { extractable: true })
  key = pair.privateKey
  jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'own', use: 'sig', alg: 'RS256' }] }
})

function proofOf(method: Method, { secret = '' }: OwnClient): client.ClientAuth {
  return {
    client_secret_basic: () => client.ClientSecretBasic(secret),
    client_secret_post: () => client.ClientSecretPost(secret),
    private_key_jwt: () => client.PrivateKeyJwt({ key, kid: 'own' }),
    none: () => client.None(),
  }[method]()
}

async function application(
  method: Method,
  grantTypes: readonly string[],
): Promise<{ own: OwnClient; known: client.Configuration }> {
  const own = await createBrowserApplication(tenant, {
    method,
    grantTypes,
    ...(method === 'private_key_jwt' ? { jwks } : {}),
  })
  const known = await client.discovery(new URL(`${tenant.url}/`), own.id, undefined, proofOf(method, own), {
    execute: [client.allowInsecureRequests],
  })
  return { own, known }
}

const scope = 'openid email offline_access read:documents write:documents'

async function signIn({ own, known }: { own: OwnClient; known: client.Configuration }) {
  const sent = await visitor.authorize(own, { organization: organization.id, audience: documents, scope })
  return client.authorizationCodeGrant(known, new URL(sent.location), {
    pkceCodeVerifier: sent.verifier,
    expectedState: 'a-state',
    expectedNonce: 'a-nonce',
    idTokenExpected: true,
  })
}

for (const method of methods) {
  test(`${method}: a code, /userinfo, a refresh, and its end`, async () => {
    const both = await application(method, ['authorization_code', 'refresh_token'])
    const tokens = await signIn(both)
    expect(tokens.claims()).toMatchObject({ org_id: organization.id, email: person.email })
    expect(claimsIn(tokens.access_token)).toMatchObject({ org_id: organization.id, client_id: both.own.id })
    const info = await client.fetchUserInfo(both.known, tokens.access_token, person.id)
    expect(info).toMatchObject({ org_id: organization.id, email: person.email })
    const next = await client.refreshTokenGrant(both.known, tokens.refresh_token ?? '')
    expect(claimsIn(next.access_token)).toMatchObject({ org_id: organization.id })
    await client.tokenRevocation(both.known, next.refresh_token ?? '')
    const again = client.refreshTokenGrant(both.known, next.refresh_token ?? '')
    await expect(again).rejects.toMatchObject({ error: 'invalid_grant' })
    const ended = client.fetchUserInfo(both.known, next.access_token, person.id)
    await expect(ended).rejects.toMatchObject({ status: 401 })
  })
}

for (const method of methods.filter((one) => one !== 'none')) {
  test(`${method}: a machine’s token, introspection, and an exchange for less`, async () => {
    const both = await application(method, ['client_credentials'])
    await createGrant(tenant, both.own, { scope: ['read:documents'], organization })
    const asks = { audience: documents, organization: organization.id }
    const machines = await client.clientCredentialsGrant(both.known, asks)
    expect(claimsIn(machines.access_token)).toMatchObject({
      org_id: organization.id,
      scope: 'read:documents',
    })
    expect(await client.tokenIntrospection(both.known, machines.access_token)).toMatchObject({
      active: true,
      org_id: organization.id,
      sub: `${both.own.id}@clients`,
    })
    const personal = await signIn(await application('client_secret_post', ['authorization_code']))
    const less = await client.genericGrantRequest(both.known, exchangeGrant, {
      subject_token: personal.access_token,
      subject_token_type: accessToken,
      scope: 'read:documents',
    })
    expect(claimsIn(less.access_token)).toMatchObject({
      sub: person.id,
      org_id: organization.id,
      client_id: both.own.id,
      scope: 'read:documents',
      permissions: ['read:documents'],
    })
  })
}

test('the endpoints accept JSON as well as forms', async () => {
  const { own } = await application('client_secret_post', ['client_credentials'])
  await createGrant(tenant, own, { scope: ['read:documents'], organization })
  const is = { client_id: own.id, client_secret: own.secret }
  const send = (path: string, body: object) =>
    call(tenant.url, path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json; charset=utf-8' },
    })
  const asks = { grant_type: 'client_credentials', audience: documents, organization: organization.id }
  const { json } = await send('/oauth/token', { ...is, ...asks, scope: null })
  expect(claimsIn(String(json['access_token']))).toMatchObject({ org_id: organization.id, aud: documents })
  const told = await send('/oauth/introspect', { ...is, token: json['access_token'] })
  expect(told.json).toMatchObject({ active: true, org_id: organization.id })
  expect((await send('/oauth/revoke', { ...is, token: 'nothing-of-ours' })).status).toBe(200)
})

test('a form POST from another site may start a sign-in', async () => {
  const form = { client_id: 'nobody', response_type: 'code', state: 'a b' }
  const led = await post(tenant.url, '/authorize', form)
  expect(led).toMatchObject({ status: 303, headers: { location: `/authorize?${new URLSearchParams(form)}` } })
})
