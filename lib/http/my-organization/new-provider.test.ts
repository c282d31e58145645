import { beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '@/lib/ids'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { IdentityProvider } from '@/test/identity-provider'
import {
  configure,
  type MyOrganizationAnswer,
  type MyOrganizationApi,
  type MyOrganizationCaller,
  openMyOrganization,
} from '@/test/my-organization-api'
import { addVerifiedDomain, connectProvider, idIn } from '@/test/my-organization-providers'
import { createSamlKeys } from '@/test/saml-identity-provider'
import { myOrganizationScopeNames } from '@/lib/domain/my-organization/scopes'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

/** What Auth0’s SDK and components send. */

let api: MyOrganizationApi
let organization: TestOrganization
let asOwner: MyOrganizationCaller
let provider: IdentityProvider
const keys = await createSamlKeys()

beforeAll(async () => {
  ;({ api, organization, asOwner } = await openMyOrganization())
  provider = await IdentityProvider.start([])
  await addVerifiedDomain(api, organization, 'first.test')
  await addVerifiedDomain(api, organization, 'second.test')
  return () => provider.stop()
})

function connect(given: object, caller = asOwner): Promise<MyOrganizationAnswer> {
  const options = {
    type: 'back_channel',
    client_id: 'foyer',
    client_secret: 'a secret of the provider',
    discovery_url: provider.issuer,
  }
  return caller.send('POST', 'identity-providers', { strategy: 'oidc', name: 'Acme', options, ...given })
}

function connectSaml(given: object): Promise<MyOrganizationAnswer> {
  const options = {
    issuer: 'https://login.acme.test/idp',
    signInEndpoint: 'https://login.acme.test/sso',
    cert: keys.certificate,
    signSAMLRequest: false,
  }
  return connect({ strategy: 'samlp', options, ...given })
}

/** As it is read afterwards, which is as it was answered. */
async function connected({ status, json, text }: MyOrganizationAnswer): Promise<Record<string, unknown>> {
  expect(status, text).toBe(201)
  const path = `identity-providers/${String(json['id'])}`
  expect((await asOwner.get(path)).json).toEqual(json)
  expect((await asOwner.send('DELETE', path)).status).toBe(204)
  return json
}

function eventsOf(id: unknown): Promise<string[]> {
  return api.tenant.read(async (tx) => {
    const where = { tenantId: api.tenant.tenantId, targetId: String(id) }
    return (await tx.auditEvent.findMany({ where, orderBy: { id: 'asc' } })).map(({ type }) => type)
  })
}

/** Writes nothing. */
async function refused(status: number, sent: Promise<MyOrganizationAnswer>): Promise<unknown> {
  const answer = await sent
  expect(answer.status, answer.text).toBe(status)
  const rows = (await asOwner.get('identity-providers')).rows('identity_providers')
  expect(rows).toEqual([])
  return answer.json['detail']
}

const hidden = {
  show_as_button: false,
  assign_membership_on_login: false,
  use_for_third_party_client_access: false,
  cross_app_access_resource_app: { status: 'disabled' },
}

describe('a new identity provider', () => {
  it('201: takes all that a form sends, and is prepared with its flags', async () => {
    for (const sent of [connect, connectSaml]) {
      const made = await connected(await sent(hidden))
      expect(made).toMatchObject({ show_as_button: false, is_enabled: false, domains: [] })
      expect(await eventsOf(made['id'])).toEqual([
        'connection.created',
        'connection.prepared',
        'connection.deleted',
      ])
    }
  })

  it('201: prepares nothing where the flags are as they would be anyway', async () => {
    const made = await connected(await connect({ show_as_button: true, assign_membership_on_login: false }))
    expect(await eventsOf(made['id'])).toEqual(['connection.created', 'connection.deleted'])
  })

  it('201: is enabled at once, with its domains', async () => {
    for (const sent of [connect, connectSaml]) {
      const given = {
        is_enabled: true,
        assign_membership_on_login: true,
        domains: ['Second.test', 'first.test', 'first.test'],
      }
      const made = await connected(await sent(given))
      expect(made).toMatchObject({
        is_enabled: true,
        show_as_button: true,
        assign_membership_on_login: true,
        domains: ['first.test', 'second.test'],
      })
      expect((await eventsOf(made['id'])).slice(0, 3)).toEqual([
        'connection.created',
        'connection.enabled',
        'connection.changed',
      ])
    }
  })

  it('201: has the flags that the connection profile decides, whatever is sent', async () => {
    const id = newId('connectionProfile')
    const decided = { show_as_button: 'required', assign_membership_on_login: 'none' } as const
    const settings = { organization: decided }
    await api.tenant.write((tx) => tx.connectionProfile.create({ data: { id, name: 'Profile', settings } }))
    await configure(api.openid, {
      allowed_strategies: ['oidc'],
      connection_deletion_behavior: 'allow',
      connection_profile_id: id,
    })
    const flags = { show_as_button: false, assign_membership_on_login: true }
    for (const given of [flags, { ...flags, is_enabled: true }])
      expect(await connected(await connect(given))).toMatchObject({
        show_as_button: true,
        assign_membership_on_login: false,
      })
    await configure(api.openid)
  })

  it('400: domains that are not verified here, or none', async () => {
    const sentence = 'The organization has not verified the domain other.test.'
    for (const sent of [connect, connectSaml]) {
      expect(await refused(400, sent({ domains: ['first.test', 'other.test'] }))).toBe(sentence)
      await refused(400, sent({ is_enabled: true, domains: ['not a domain'] }))
      await refused(400, sent({ domains: 'first.test' }))
    }
  })

  it('400 with a sentence: what Foyer does not have', async () => {
    const front = { type: 'front_channel', client_id: 'foyer', discovery_url: provider.issuer }
    for (const [given, word] of [
      [{ use_for_third_party_client_access: true }, 'third-party'],
      [{ cross_app_access_resource_app: { status: 'enabled' } }, 'cross-app'],
      [{ options: front }, 'back_channel'],
      [{ options: { ...front, client_secret: 'a secret' } }, 'back_channel'],
    ] as const)
      expect(await refused(400, connect(given))).toMatch(word)
    await refused(400, connect({ cross_app_access_resource_app: { status: 'other' } }))
    await refused(400, connect({ use_for_third_party_client_access: 'no' }))
    await refused(400, connect({ options: { ...front, type: undefined } }))
  })

  it('403: domains without their scope, or without the permission to change', async () => {
    const domains = ['first.test']
    const others = myOrganizationScopeNames.filter((scope) => !scope.endsWith('_domains'))
    const owner = await api.tenant.createUser()
    await api.tenant.addMember(organization, owner, ['Owner'])
    const narrow = await api.as(owner, organization, others)
    expect(await refused(403, connect({ domains }, narrow))).toMatch(
      /create:my_org:identity_providers_domains$/,
    )
    const wide = await api.as(owner, organization)
    const create = 'create:organization_connections'
    await api.holdOnly(owner, organization, [create, 'read:organization_connections'])
    await refused(403, connect({ domains }, wide))
    await refused(403, connect({ assign_membership_on_login: true }, wide))
    await connected(await connect({ is_enabled: true }, wide))
  })
})

it('409: of the limits says another kind than of a taken name, and Auth0’s components show it', async () => {
  const at = await connectProvider(asOwner, provider)
  const { tenantId } = api.tenant
  const copies = (most: number) =>
    api.tenant.write(
      (tx) => tx.$executeRaw`
    INSERT INTO connections (tenant_id, id, name, strategy, display_name, options, sealed_secret, organization_id)
    SELECT tenant_id, id || n, name || n, strategy, display_name, options, sealed_secret, organization_id
    FROM connections, generate_series(2, ${most}) n WHERE tenant_id = ${tenantId} AND id = ${idIn(at)}`,
    )
  await copies(10)
  const { status, json } = await connect({})
  expect([status, json]).toMatchObject([
    409,
    {
      type: 'https://auth0.com/api-errors#A0E-409-0002',
      detail: 'An organization can have at most 10 identity providers of its own. Delete another one first.',
    },
  ])
  const rows = (await asOwner.get('identity-providers')).rows('identity_providers')
  expect(rows).toHaveLength(10)
  for (const { id } of rows) await asOwner.send('DELETE', `identity-providers/${String(id)}`)
})

describe('a change', () => {
  it('200 and 400: takes what is without effect, in the value that is off', async () => {
    const path = await connectProvider(asOwner, provider)
    const before = (await asOwner.get(path)).json
    const off = {
      use_for_third_party_client_access: false,
      cross_app_access_resource_app: { status: 'disabled' },
    }
    expect((await asOwner.send('PATCH', path, off)).json).toEqual(before)
    expect((await asOwner.send('PATCH', path, { ...off, show_as_button: false })).json).toEqual({
      ...before,
      show_as_button: false,
    })
    for (const on of [
      { use_for_third_party_client_access: true },
      { cross_app_access_resource_app: { status: 'enabled' } },
      { options: { type: 'front_channel' } },
    ]) {
      const { json } = await asOwner.send('PATCH', path, { ...on, display_name: 'Half' })
      expect(json).toMatchObject({ status: 400, detail: expect.any(String) })
    }
    expect((await asOwner.get(path)).json).toMatchObject({ display_name: before['display_name'] })
    expect((await asOwner.send('DELETE', path)).status).toBe(204)
  })
})

it('/details takes third_party_client_access where it is off, and explains a logo that is not https', async () => {
  const { json: before } = await asOwner.get('details')
  const off = { third_party_client_access: 'block' }
  expect((await asOwner.send('PATCH', 'details', off)).json).toEqual(before)
  for (const on of [
    { third_party_client_access: 'allow' },
    { branding: { logo_url: 'http://acme.test/logo.png' } },
  ])
    expect((await asOwner.send('PATCH', 'details', { ...on, display_name: 'Half' })).json).toMatchObject({
      status: 400,
      detail: expect.any(String),
    })
  expect((await asOwner.get('details')).json).toEqual(before)
})
