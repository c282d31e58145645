import { beforeAll, describe, expect, it } from 'vitest'
import { myOrganizationScopes } from '@/lib/domain/my-organization/scopes'
import { type Api, type ApiCaller, startApi } from '@/test/api'
import { claimsOf, requestToken } from '@/test/fixtures/openid'

/**
 * What Auth0’s set-up script for its components sends (examples/scripts of auth0-ui-components), in its order: what it reads
 * first, then what it creates.
 */

const scopes = [
  'read:my_org:details',
  'update:my_org:details',
  'create:my_org:identity_providers',
  'read:my_org:identity_providers',
  'update:my_org:identity_providers',
  'delete:my_org:identity_providers',
  'update:my_org:identity_providers_detach',
  'read:my_org:domains',
  'delete:my_org:domains',
  'create:my_org:domains',
  'update:my_org:domains',
  'create:my_org:identity_providers_domains',
  'delete:my_org:identity_providers_domains',
  'read:my_org:identity_providers_scim_tokens',
  'create:my_org:identity_providers_scim_tokens',
  'delete:my_org:identity_providers_scim_tokens',
  'create:my_org:identity_providers_provisioning',
  'read:my_org:identity_providers_provisioning',
  'delete:my_org:identity_providers_provisioning',
  'read:my_org:configuration',
] as const

const page = 'http://localhost:5173'

let api: Api
let caller: ApiCaller
let audience: string

beforeAll(async () => {
  api = await startApi()
  audience = `${api.openid.tenant.url}/my-org/`
  caller = await api.asMachine([
    ...(['read:clients', 'create:clients', 'read:client_keys', 'read:connections'] as const),
    ...(['read:resource_servers', 'create:resource_servers'] as const),
    ...(['read:client_grants', 'create:client_grants', 'update:client_grants'] as const),
    ...(['read:connection_profiles', 'create:connection_profiles', 'update:connection_profiles'] as const),
    ...(['read:user_attribute_profiles', 'create:user_attribute_profiles'] as const),
    ...(['read:roles', 'create:roles', 'update:roles'] as const),
    ...(['read:organizations', 'create:organizations', 'create:organization_members'] as const),
    ...(['create:organization_member_roles', 'create:organization_connections'] as const),
  ])
})

async function post(path: string, body: object, expected = 201): Promise<Record<string, unknown>> {
  const { status, json } = await caller.send('POST', path, body)
  expect(status, `${path} ${JSON.stringify(json)}`).toBe(expected)
  return json
}

const profile = {
  organization: { show_as_button: 'optional', assign_membership_on_login: 'optional' },
  connection_name_prefix_template: 'con-{org_id}-',
  enabled_features: ['scim', 'universal_logout'],
  cross_app_access_resource_app: {
    status: { default_value: 'disabled', allowed_values: ['disabled', 'enabled'] },
  },
}

const newApi = {
  name: 'Auth0 My Organization API',
  skip_consent_for_verifiable_first_party_clients: true,
  token_dialect: 'rfc9068_profile',
}

function newClient(connectionProfileId: unknown): object {
  return {
    name: 'Universal Components Demo',
    description: 'The client to facilitate login to the dashboard in the context of an organization.',
    callbacks: [page],
    allowed_logout_urls: [page],
    web_origins: [page],
    app_type: 'spa',
    oidc_conformant: true,
    is_first_party: true,
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'none',
    organization_require_behavior: 'post_login_prompt',
    organization_usage: 'require',
    jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 36000, secret_encoded: false },
    my_organization_configuration: {
      connection_profile_id: connectionProfileId,
      connection_deletion_behavior: 'allow_if_empty',
      allowed_strategies: ['pingfederate', 'adfs', 'waad', 'google-apps', 'okta', 'oidc', 'samlp'],
    },
    refresh_token: {
      expiration_type: 'expiring',
      rotation_type: 'rotating',
      token_lifetime: 31557600,
      idle_token_lifetime: 2592000,
      leeway: 0,
      infinite_token_lifetime: false,
      infinite_idle_token_lifetime: false,
      policies: [{ audience, scope: scopes }],
    },
  }
}

const clientFields =
  'client_id,name,client_secret,app_type,callbacks,allowed_logout_urls,my_organization_configuration,organization_require_behavior,organization_usage,refresh_token'

describe('Auth0’s set-up script for its components', () => {
  it('reads the existing resources', async () => {
    for (const path of ['connections', 'client-grants', 'connection-profiles', 'user-attribute-profiles'])
      expect((await caller.get(path)).status, path).toBe(200)
  })

  it('creates the connection profile, the API, the application and its grant, and can read them', async () => {
    const { id: profileId } = await post('connection-profiles', {
      name: 'Universal-Components-Profile',
      ...profile,
    })
    expect((await caller.get(`connection-profiles/${String(profileId)}`)).json).toMatchObject(profile)

    const created = await post('resource-servers', { identifier: audience, ...newApi })
    expect(created).toMatchObject({ identifier: audience, ...newApi, is_system: true })

    const { client_id: client } = await post('clients', newClient(profileId))
    const read = await caller.get(`clients/${String(client)}?fields=${clientFields}`)
    expect(read).toMatchObject({ status: 200, json: { client_id: client, organization_usage: 'require' } })

    const grant = await post('client-grants', {
      client_id: client,
      audience,
      scope: scopes,
      subject_type: 'user',
    })
    expect((await caller.get('client-grants')).rows).toContainEqual(grant)
    const more = { scope: [...scopes, 'read:my_org:members'] }
    expect((await caller.send('PATCH', `client-grants/${String(grant['id'])}`, more)).json).toMatchObject(
      more,
    )
  })

  it('creates nothing when it runs again: the same API is returned', async () => {
    const events = () => api.tenant.read((tx) => tx.auditEvent.count({ where: { type: 'api.created' } }))
    const before = [await events(), (await caller.get('resource-servers')).rows.length]
    const first = await post('resource-servers', { identifier: audience, ...newApi })
    expect(await post('resource-servers', { identifier: audience, ...newApi })).toEqual(first)
    expect([await events(), (await caller.get('resource-servers')).rows.length]).toEqual(before)
    for (const other of [
      { token_dialect: 'access_token' },
      { name: 'Ours' },
      { token_lifetime: 86_400 },
      { scopes: [] },
      { enforce_policies: false },
    ]) {
      const body = { identifier: audience, ...newApi, ...other }
      expect((await caller.send('POST', 'resource-servers', body)).status, JSON.stringify(other)).toBe(409)
    }
  })

  it('adds the scopes to a role, as the permissions that give them, and removes the permissions of a scope', async () => {
    const role = { name: 'My Org Admin', description: 'Manage the organization’s configuration.' }
    const { id } = await post('roles', role, 200)
    const path = `roles/${String(id)}/permissions`
    const named = (names: readonly string[]) => ({
      permissions: names.map((name) => ({ permission_name: name, resource_server_identifier: audience })),
    })
    await post(path, named(scopes))
    const { rows } = await caller.get(`${path}?per_page=100`)
    const expected = [...new Set(scopes.flatMap((scope) => [...myOrganizationScopes[scope]]))].sort()
    expect(rows.map((row) => row['permission_name']).sort()).toEqual(expected)
    expect(rows.map((row) => row['resource_server_identifier'])).toEqual(
      expected.map(() => `${api.openid.tenant.url}/api/v2/`),
    )
    expect((await caller.send('POST', path, named(['read:my_org:nothing']))).status).toBe(404)
    const foreign = { permission_name: scopes[0], resource_server_identifier: 'https://other.test/my-org/' }
    expect((await caller.send('POST', path, { permissions: [foreign] })).status).toBe(404)
    expect((await caller.get(`${path}?per_page=100`)).rows).toEqual(rows)

    // The permission of the second is also that of `read:my_org:identity_providers`.
    const unwanted = [...scopes.slice(0, 1), 'read:my_org:user_stores'] as const
    expect((await caller.send('DELETE', path, named(unwanted))).status).toBe(204)
    const removed = new Set<string>(unwanted.flatMap((scope) => [...myOrganizationScopes[scope]]))
    const left = (await caller.get(`${path}?per_page=100`)).rows.map((row) => row['permission_name'])
    expect(left.sort()).toEqual(expected.filter((name) => !removed.has(name)))
    expect(left.length).toBeLessThan(expected.length)
    expect((await caller.send('DELETE', path, named(['read:my_org:nothing']))).status).toBe(404)
  })

  it('does not give the application’s own token the scopes of its users’ tokens', async () => {
    const { rows } = await caller.get('client-grants?subject_type=user')
    expect(rows).toHaveLength(1)
    const machine = { ...api.openid.machine }
    const grant = { client_id: machine.id, audience, scope: scopes, subject_type: 'user' }
    await post('client-grants', grant)
    const asks = { grant_type: 'client_credentials', audience }
    const { error, access_token: token } = await requestToken(api.openid, machine, asks)
    expect([error, token && claimsOf(token)]).toEqual(['access_denied', undefined])
  })
})
