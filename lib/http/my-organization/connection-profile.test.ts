import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ProfileSettings } from '@/lib/domain/connection-profiles/profile-settings'
import { newId } from '@/lib/ids'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { IdentityProvider } from '@/test/identity-provider'
import {
  configure,
  type MyOrganizationApi,
  type MyOrganizationCaller,
  openMyOrganization,
} from '@/test/my-organization-api'
import { createSamlKeys } from '@/test/saml-identity-provider'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let asOwner: MyOrganizationCaller
let asNeighbour: MyOrganizationCaller
let provider: IdentityProvider

beforeAll(async () => {
  ;({ api, organization, asOwner, asNeighbour } = await openMyOrganization())
  provider = await IdentityProvider.start([])
  return () => provider.stop()
})

beforeEach(async () => {
  await configure(api.openid)
  await api.tenant.write((tx) => tx.connection.deleteMany({ where: { organizationId: { not: null } } }))
})

/** The application’s, from now on. */
async function profileIs(settings: ProfileSettings): Promise<void> {
  const id = newId('connectionProfile')
  await api.tenant.write((tx) => tx.connectionProfile.create({ data: { id, name: 'Profile', settings } }))
  await configure(api.openid, {
    allowed_strategies: ['oidc', 'okta', 'google-apps', 'samlp'],
    connection_deletion_behavior: 'allow',
    connection_profile_id: id,
  })
}

function connect(name: string, caller = asOwner) {
  const options = {
    type: 'back_channel',
    client_id: 'foyer',
    client_secret: 'a secret of the provider',
    discovery_url: provider.issuer,
  }
  return caller.send('POST', 'identity-providers', { strategy: 'oidc', name, options })
}

async function connectSaml(name: string) {
  const { certificate } = await createSamlKeys()
  const options = {
    issuer: 'https://login.acme.test/idp',
    signInEndpoint: 'https://login.acme.test/sso',
    cert: certificate,
    signSAMLRequest: false,
  }
  return asOwner.send('POST', 'identity-providers', { strategy: 'samlp', name, options })
}

async function connected(): Promise<string> {
  const { status, json, text } = await connect('acme')
  expect(status, text).toBe(201)
  return `identity-providers/${String(json['id'])}`
}

function counts(): Promise<unknown> {
  return api.tenant.read(async (tx) => [
    await tx.connection.count(),
    await tx.enabledConnection.findMany({ orderBy: [{ connectionId: 'asc' }, { organizationId: 'asc' }] }),
    await tx.directory.count(),
    await tx.directoryToken.count(),
    await tx.auditEvent.count(),
  ])
}

/** Changes nothing. */
async function refused(
  status: number,
  ...[method, path, body]: [method: string, path: string, body?: object]
): Promise<Record<string, unknown>> {
  const before = await counts()
  const answer = await asOwner.send(method, path, body)
  expect(answer.status, answer.text).toBe(status)
  expect(await counts()).toEqual(before)
  return answer.json
}

describe('show_as_button and assign_membership_on_login', () => {
  it('are as the profile decides when a provider is enabled, and no one sets them otherwise', async () => {
    await profileIs({ organization: { show_as_button: 'none', assign_membership_on_login: 'required' } })
    expect((await asOwner.get('config/identity-providers')).json['organization']).toEqual({
      can_set_show_as_button: false,
      can_set_assign_membership_on_login: false,
    })
    const path = await connected()
    const decided = { show_as_button: false, assign_membership_on_login: true }
    expect((await asOwner.get(path)).json).toMatchObject({ is_enabled: false, ...decided })
    for (const change of [{ show_as_button: true }, { assign_membership_on_login: false }])
      for (const more of [{}, { is_enabled: true }])
        expect(await refused(403, 'PATCH', path, { ...change, ...more })).toMatchObject({
          detail: `The application does not let organizations set ${Object.keys(change)[0]}.`,
        })
    const on = await asOwner.send('PATCH', path, { is_enabled: true })
    expect([on.status, on.json]).toMatchObject([200, { is_enabled: true, ...decided }])
    await refused(403, 'PATCH', path, { show_as_button: true })
    expect((await asOwner.send('PATCH', path, decided)).json).toMatchObject(decided)
    const connectionId = path.split('/')[1] ?? ''
    const [row] = await api.tenant.read((tx) =>
      tx.enabledConnection.findMany({ where: { organizationId: organization.id, connectionId } }),
    )
    expect(row).toMatchObject({ showAsButton: false, assignMembershipOnLogin: true })
  })

  it('are the organization’s where the profile says optional, or nothing', async () => {
    for (const settings of [{ organization: { show_as_button: 'optional' } }, {}] as const) {
      await profileIs(settings)
      expect((await asOwner.get('config/identity-providers')).json['organization']).toEqual({
        can_set_show_as_button: true,
        can_set_assign_membership_on_login: true,
      })
      const path = await connected()
      const flags = { show_as_button: false, assign_membership_on_login: true }
      expect((await asOwner.send('PATCH', path, { is_enabled: true, ...flags })).json).toMatchObject(flags)
    }
  })

  it('stay within what the user can give: required membership is refused to those who cannot', async () => {
    await profileIs({ organization: { assign_membership_on_login: 'required' } })
    const path = await connected()
    const person = await api.tenant.createUser()
    await api.tenant.addMember(organization, person)
    await api.holdOnly(person, organization, [
      'read:organization_connections',
      'create:organization_connections',
      'update:organization_connections',
    ])
    const asOther = await api.as(person, organization)
    const before = await counts()
    expect((await asOther.send('PATCH', path, { is_enabled: true })).status).toBe(403)
    expect(await counts()).toEqual(before)
  })
})

describe('enabled_features', () => {
  it('without scim: provisioning is not offered, and what is on can be turned off', async () => {
    const path = await connected()
    const at = `${path}/provisioning`
    expect((await asOwner.send('POST', at)).status).toBe(201)
    const { json } = await asOwner.send('POST', `${at}/scim-tokens`, {})
    await profileIs({ enabled_features: ['universal_logout'] })
    expect((await asOwner.get('config/identity-providers')).json['strategies']).toMatchObject({
      oidc: { enabled_features: [], provisioning_methods: [] },
      googleapps: { enabled_features: [], provisioning_methods: [] },
    })
    const detail = 'The application does not offer provisioning for identity providers of the kind oidc.'
    expect(await refused(403, 'POST', at)).toMatchObject({ detail })
    expect(await refused(403, 'POST', `${at}/scim-tokens`, {})).toMatchObject({ detail })
    expect((await asOwner.get(at)).status).toBe(200)
    expect((await asOwner.send('DELETE', `${at}/scim-tokens/${String(json['token_id'])}`)).status).toBe(204)
    expect((await asOwner.send('DELETE', at)).status).toBe(204)
    await refused(403, 'POST', at)
    await refused(404, 'POST', 'identity-providers/con_unknown/provisioning')
    expect((await asNeighbour.send('POST', at)).status).toBe(404)
  })

  it('are replaced for some strategies', async () => {
    await profileIs({ enabled_features: ['scim'], strategy_overrides: { samlp: { enabled_features: [] } } })
    const offered = { enabled_features: ['provisioning'], provisioning_methods: ['scim'] }
    const notOffered = { enabled_features: [], provisioning_methods: [] }
    expect((await asOwner.get('config/identity-providers')).json['strategies']).toEqual({
      oidc: offered,
      okta: offered,
      'google-apps': offered,
      googleapps: offered,
      samlp: notOffered,
    })
    const made = await connectSaml('acme')
    expect(made.status, made.text).toBe(201)
    await refused(403, 'POST', `identity-providers/${String(made.json['id'])}/provisioning`)
    expect((await asOwner.send('POST', `${await connected()}/provisioning`)).status).toBe(201)
  })
})

describe('connection_name_prefix_template', () => {
  it('201: the name is prefix and given name, of both protocols', async () => {
    await profileIs({ connection_name_prefix_template: 'con-{org_id}-' })
    const prefix = `con-${organization.id.replace('_', '-')}-`
    expect((await connect('okta-1')).json).toMatchObject({ name: `${prefix}okta-1`, display_name: 'okta-1' })
    expect((await connectSaml('by-saml')).json).toMatchObject({ name: `${prefix}by-saml` })
  })

  it('400: a name that is invalid behind the prefix', async () => {
    await profileIs({ connection_name_prefix_template: 'con-{org_id}-' })
    for (const name of ['Acme sign-in', 'ünïcode', '-', 'a--b', 'x'.repeat(110)])
      expect((await connect(name)).json).toMatchObject({
        status: 400,
        validation_errors: [{ field: 'data/name', pointer: '/name', source: 'body' }],
      })
    expect((await asOwner.get('identity-providers')).json).toEqual({ identity_providers: [] })
  })

  it('409 for a taken name, as Auth0’s components read it; another organization’s names do not count', async () => {
    await profileIs({ connection_name_prefix_template: '{org_id}-' })
    expect((await connect('okta')).status).toBe(201)
    expect((await connect('okta')).json).toMatchObject({
      status: 409,
      type: 'https://auth0.com/api-errors#A0E-409-0001',
    })
    expect((await connect('okta', asNeighbour)).status).toBe(201)
  })
})

it('has no effect any more once the application does not name the profile', async () => {
  await profileIs({ organization: { show_as_button: 'none' }, enabled_features: [] })
  const path = await connected()
  await refused(403, 'PATCH', path, { show_as_button: true })
  await configure(api.openid)
  expect((await asOwner.send('PATCH', path, { show_as_button: true })).status).toBe(200)
  expect((await asOwner.send('POST', `${path}/provisioning`)).status).toBe(201)
})
