import { beforeAll, expect, it, vi } from 'vitest'
import type { TestOrganization } from '@/test/fixtures/tenant'
import {
  type MyOrganizationApi,
  type MyOrganizationCaller,
  openMyOrganization,
} from '@/test/my-organization-api'
import { addVerifiedDomain, idIn, pem } from '@/test/my-organization-providers'
import { createSamlKeys } from '@/test/saml-identity-provider'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let asOwner: MyOrganizationCaller
const keys = await createSamlKeys()
const issuer = 'https://login.acme.test/idp'
const options = { signInEndpoint: 'https://login.acme.test/sso', cert: pem(keys.certificate) }

beforeAll(async () => {
  ;({ api, organization, asOwner } = await openMyOrganization())
})

async function connect(more: object = {}) {
  const body = { strategy: 'samlp', name: 'Acme by SAML', options, ...more }
  return asOwner.send('POST', 'identity-providers', body)
}

it('201 and 200: is connected without an issuer, read without one, and sent back as it was read', async () => {
  const made = await connect()
  expect([made.status, made.json['is_enabled']]).toEqual([201, false])
  expect(made.json['options']).not.toHaveProperty('issuer')
  const path = `identity-providers/${String(made.json['id'])}`
  const { json } = await asOwner.get(path)
  expect(json).toEqual(made.json)
  expect((await asOwner.send('PATCH', path, { options: json['options'] })).json).toEqual(made.json)
  expect((await asOwner.get('identity-providers')).rows('identity_providers')).toEqual([made.json])
  expect((await asOwner.send('DELETE', path)).status).toBe(204)
})

it('409: cannot be enabled, neither at once nor later, and nothing is written', async () => {
  const refused = await connect({ is_enabled: true })
  expect(refused.json).toMatchObject({
    status: 409,
    type: 'https://auth0.com/api-errors#A0E-409-0002',
    detail: expect.stringMatching(/^The entity ID of its provider is not confirmed yet\. Test /),
  })
  expect((await asOwner.get('identity-providers')).rows('identity_providers')).toEqual([])
  await addVerifiedDomain(api, organization, 'acme-unconfirmed.test')
  const made = await connect({ domains: ['acme-unconfirmed.test'] })
  const path = `identity-providers/${String(made.json['id'])}`
  for (const first of [true, false]) {
    const changes = { is_enabled: true, display_name: 'Enabled' }
    expect((await asOwner.send('PATCH', path, changes)).status, String(first)).toBe(409)
    expect((await asOwner.get(path)).json).toEqual(made.json)
    // The second time, of one that is prepared here.
    expect((await asOwner.send('PATCH', path, { is_enabled: false })).status).toBe(200)
  }
  const where = { connectionId: idIn(path), isEnabled: true }
  expect(await api.tenant.read((tx) => tx.enabledConnection.count({ where }))).toBe(0)
  expect((await asOwner.send('DELETE', path)).status).toBe(204)
})

it('200: is enabled with the issuer that an admin knows, also at once with it', async () => {
  const made = await connect()
  const path = `identity-providers/${String(made.json['id'])}`
  const changed = await asOwner.send('PATCH', path, { is_enabled: true, options: { issuer } })
  expect(changed.json).toMatchObject({ is_enabled: true, options: { issuer } })
  expect((await asOwner.send('PATCH', path, { options: { issuer: '' } })).status).toBe(400)
  expect((await asOwner.send('DELETE', path)).status).toBe(204)
})
