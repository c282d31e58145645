import { expect, test } from '@playwright/test'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { byHmac, byRsa, signed } from './forged-tokens'
import { as, call, formType, post, token, type Answer, type OwnClient } from './oidc-caller'
import { expectRefused, expectSilent } from './oidc-expectations'
import { documents, createBrowserApplication, createGrant } from '@/test/fixtures/applications'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'

/** Applications that are not who they say, and requests that are none. */
test.describe.configure({ mode: 'default' })

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const [own, foreign] = [newKey(), newKey()]

let tenant: BrowserTenant
let web: OwnClient
let machine: OwnClient
let keyed: OwnClient

test.beforeAll(async ({ baseURL }) => {
  tenant = await BrowserTenant.create(baseURL)
  web = await createBrowserApplication(tenant)
  machine = await createBrowserApplication(tenant, { grantTypes: ['client_credentials'] })
  const keys = [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' }]
  keyed = await createBrowserApplication(tenant, {
    method: 'private_key_jwt',
    grantTypes: ['client_credentials'],
    jwks: { keys },
  })
  for (const client of [machine, keyed]) await createGrant(tenant, client, { scope: ['read:documents'] })
})

function newKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
}

const impostors: [string, () => Promise<Answer>, string, number][] = [
  ['a wrong secret', () => asking({ ...as(machine), client_secret: 'wrong' }), 'invalid_client', 401],
  ['an empty secret', () => asking({ client_id: machine.id, client_secret: '' }), 'invalid_client', 401],
  ['no secret', () => asking({ client_id: machine.id }), 'invalid_client', 401],
  [
    'the hash of nothing',
    () => asking({ client_id: machine.id, client_secret: 'none' }),
    'invalid_client',
    401,
  ],
  ['an unknown id', () => asking({ client_id: 'nobody', client_secret: 'x' }), 'invalid_client', 401],
  ['no id', () => asking({}), 'invalid_request', 400],
  [
    'two secrets at once',
    () => basic(`${machine.id}:${String(machine.secret)}`, as(machine)),
    'invalid_request',
    400,
  ],
  ['a wrong basic secret', () => basic(`${machine.id}:wrong`), 'invalid_client', 401],
  ['a basic header without a secret', () => basic(machine.id), 'invalid_request', 400],
  ['a basic header of control characters', () => basic(`${machine.id}\u0000:x`), 'invalid_request', 400],
  [
    'an assertion by HMAC',
    () => asserted(machine, {}, byHmac(String(machine.secret))),
    'invalid_client',
    401,
  ],
  [
    'an assertion that is unsigned',
    () => asserted(machine, { alg: 'none' }, () => ''),
    'invalid_client',
    401,
  ],
]

function asking(form: Record<string, string>): Promise<Answer> {
  return post(tenant.url, '/oauth/token', { grant_type: 'client_credentials', audience: documents, ...form })
}

function basic(text: string, form: Record<string, string> = {}): Promise<Answer> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    audience: documents,
    ...form,
  }).toString()
  const authorization = `Basic ${Buffer.from(text).toString('base64')}`
  return call(tenant.url, '/oauth/token', { method: 'POST', body, headers: { ...formType, authorization } })
}

interface Assertion {
  alg?: string
  aud?: unknown
  iss?: string
  sub?: string
  exp?: number | undefined
  jti?: string | undefined
}

/** With an assertion about an application instead of a secret; what is not given is right. */
function asserted(
  { id }: OwnClient,
  { alg = 'HS256', ...wrong }: Assertion,
  how: (input: string) => string,
): Promise<Answer> {
  const now = Math.floor(Date.now() / 1000)
  const right = { iss: id, sub: id, aud: `${tenant.url}/`, exp: now + 60, jti: randomUUID() }
  const assertion = signed({ header: { alg }, payload: { ...right, ...wrong } }, how)
  return asking({ client_assertion: assertion, client_assertion_type: assertionType })
}

for (const [name, ask, error, status] of impostors) {
  test(`an application with ${name} is refused`, async () => {
    expectRefused(await ask(), error, status)
  })
}

test('an application gets what its own grant types give, and nothing else', async () => {
  expectRefused(
    await token(tenant.url, web, { grant_type: 'client_credentials', audience: documents }),
    'invalid_request',
  )
  expectRefused(
    await token(tenant.url, machine, { grant_type: 'refresh_token', refresh_token: 'x' }),
    'invalid_request',
  )
  for (const grant of [
    'password',
    'implicit',
    'urn:ietf:params:oauth:grant-type:device_code',
    '__proto__',
    '',
  ])
    expect((await token(tenant.url, web, { grant_type: grant })).json['error']).toMatch(
      /^(unsupported_grant_type|invalid_request)$/,
    )
})

const wrongAssertions: [string, () => Assertion][] = [
  ['another audience', () => ({ aud: 'https://other.test/' })],
  ['no audience', () => ({ aud: '' })],
  ['another issuer', () => ({ iss: machine.id })],
  ['another subject', () => ({ sub: machine.id })],
  ['nobody as its subject', () => ({ sub: 'no\u0000body', iss: 'no\u0000body' })],
  ['an end in the past', () => ({ exp: 1 })],
  ['no end', () => ({ exp: undefined })],
  ['no id', () => ({ jti: undefined })],
  ['no algorithm', () => ({ alg: 'none' })],
  ['an algorithm by HMAC', () => ({ alg: 'HS256' })],
]

for (const [name, wrong] of wrongAssertions) {
  test(`an assertion with ${name} is refused`, async () => {
    expectRefused(
      await asserted(keyed, { alg: 'RS256', ...wrong() }, byRsa(own.privateKey)),
      'invalid_client',
      401,
    )
  })
}

test('an assertion by another key is refused, and a right one serves once, however many ask at once', async () => {
  const right = { alg: 'RS256', jti: randomUUID() }
  expectRefused(await asserted(keyed, right, byRsa(foreign.privateKey)), 'invalid_client', 401)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => asserted(keyed, right, byRsa(own.privateKey))),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  for (const answer of answers) if (answer.status !== 200) expectRefused(answer, 'invalid_client', 401)
  expectRefused(await asserted(keyed, right, byRsa(own.privateKey)), 'invalid_client', 401)
})

const bodies: [string, string | Buffer, string][] = [
  ['a JSON list', '[]', 'application/json'],
  ['nested JSON', '{"grant_type":{"a":1}}', 'application/json'],
  ['JSON that is none', '{', 'application/json'],
  ['JSON null', 'null', 'application/json'],
  ['JSON with NUL', '{"grant_type":"client_credentials","client_id":"\\u0000"}', 'application/json'],
  ['JSON of 20,000 levels', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'application/json'],
  ['JSON with __proto__', '{"__proto__":{"grant_type":"client_credentials"}}', 'application/json'],
  ['a form of 200 KB', `grant_type=${'x'.repeat(200_000)}`, formType['content-type']],
  ['a form of 60 KB', `grant_type=${'x'.repeat(60_000)}`, formType['content-type']],
  ['a form with NUL', 'grant_type=client_credentials&client_id=%00', formType['content-type']],
  ['a form that is no UTF-8', Buffer.from([0x67, 0x3d, 0xff, 0xfe, 0xc0]), formType['content-type']],
  ['a form with lone surrogates', 'grant_type=%ED%A0%80', formType['content-type']],
  ['text', 'grant_type=client_credentials', 'text/plain'],
  ['XML', '<grant/>', 'application/xml'],
  ['nothing', '', formType['content-type']],
]

for (const [name, body, type] of bodies) {
  test(`a body with ${name} is refused at every endpoint`, async () => {
    for (const path of ['/oauth/token', '/oauth/introspect', '/oauth/revoke', '/userinfo']) {
      const { status, text, json } = await call(tenant.url, path, {
        method: 'POST',
        body,
        headers: { 'content-type': type },
      })
      expect(status, `${path}: ${text.slice(0, 200)}`).toBeGreaterThanOrEqual(400)
      expect(status, `${path}: ${text.slice(0, 200)}`).toBeLessThan(500)
      expect(json['error']).toMatch(/^[a-z_]+$/)
      expectSilent(text)
    }
  })
}
