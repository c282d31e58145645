import { expect, test } from '@playwright/test'
import { redeeming, token, Visitor, type OwnClient, type Sent } from './oidc-caller'
import { expectRefused } from './oidc-expectations'
import { createBrowserApplication } from '@/test/fixtures/applications'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'

/** PKCE is required of every application. Only one that authenticates by itself may be exempt. */
test.describe.configure({ mode: 'default' })

const noChallenge = { code_challenge: undefined, code_challenge_method: undefined }

let tenant: BrowserTenant
let visitor: Visitor

test.beforeAll(async ({ baseURL }) => {
  tenant = await BrowserTenant.create(baseURL)
  const { email } = await tenant.createUser('Ann')
  visitor = await Visitor.signedIn(tenant.url, email)
})

function expectNoCode({ query, code }: Sent): void {
  expect({ error: query.get('error'), state: query.get('state'), code }).toEqual({
    error: 'invalid_request',
    state: 'a-state',
    code: '',
  })
}

async function redeemWithoutVerifier(client: OwnClient, sent: Sent) {
  const { code_verifier: _, ...form } = redeeming(sent)
  return token(tenant.url, client, form)
}

for (const method of ['none', 'client_secret_post', 'client_secret_basic', 'private_key_jwt'] as const) {
  test(`${method}: an application without PKCE is refused`, async () => {
    const client = await createBrowserApplication(tenant, { method, jwks: { keys: [] } })
    expectNoCode(await visitor.authorize(client, noChallenge))
    expectNoCode(await visitor.authorize(client, { ...noChallenge, prompt: 'none' }))
  })
}

test('an exempt application signs in without PKCE, and no longer once PKCE is required', async () => {
  const client = await createBrowserApplication(tenant, { requirePkce: false })
  const sent = await visitor.authorize(client, noChallenge)
  expect((await redeemWithoutVerifier(client, sent)).status).toBe(200)
  await tenant.query('UPDATE clients SET require_pkce = true WHERE tenant_id = $1 AND id = $2 RETURNING id', [
    client.id,
  ])
  expectNoCode(await visitor.authorize(client, noChallenge))
})

test('an exempt application that sends a challenge is held to it, and plain is refused', async () => {
  const client = await createBrowserApplication(tenant, { requirePkce: false })
  for (const given of [{ code_challenge_method: 'plain' }, { code_challenge_method: undefined }])
    expectNoCode(await visitor.authorize(client, given))
  const sent = await visitor.authorize(client)
  expectRefused(await redeemWithoutVerifier(client, sent), 'invalid_grant')
  expect((await token(tenant.url, client, redeeming(sent))).status).toBe(200)
})

test('a verifier without a challenge is refused', async () => {
  const client = await createBrowserApplication(tenant, { requirePkce: false })
  const sent = await visitor.authorize(client, noChallenge)
  expectRefused(await token(tenant.url, client, redeeming(sent)), 'invalid_grant')
})
