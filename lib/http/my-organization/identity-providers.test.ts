import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createConnection } from '@/lib/domain/connections/create-connection'
import { createSamlConnection } from '@/lib/domain/connections/create-saml-connection'
import { newId } from '@/lib/ids'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import { IdentityProvider } from '@/test/identity-provider'
import {
  configure,
  type MyOrganizationApi,
  type MyOrganizationCaller,
  openMyOrganization,
} from '@/test/my-organization-api'
import { addVerifiedDomain, copyForTenant } from '@/test/my-organization-providers'
import { createSamlKeys } from '@/test/saml-identity-provider'
import { samlSettings } from '@/test/saml-fixture'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let owner: TestUser
let asOwner: MyOrganizationCaller
let asNeighbour: MyOrganizationCaller
let provider: IdentityProvider

beforeAll(async () => {
  ;({ api, organization, owner, asOwner, asNeighbour } = await openMyOrganization())
  provider = await IdentityProvider.start([])
  return () => provider.stop()
})

const secret = 'a secret of the provider'

function newProvider(given: object = {}): object {
  const options = {
    type: 'back_channel',
    client_id: 'foyer',
    client_secret: secret,
    discovery_url: provider.issuer,
  }
  return { strategy: 'oidc', name: 'Acme sign-in', options, ...given }
}

async function connected(): Promise<string> {
  const { status, json } = await asOwner.send('POST', 'identity-providers', newProvider())
  expect(status).toBe(201)
  return `identity-providers/${String(json['id'])}`
}

/** As the portal does; returns its id. */
async function connectSaml(): Promise<string> {
  const access = await api.tenant.accessTo(organization, owner, 'create:organization_connections')
  const { certificate } = await createSamlKeys()
  const settings = samlSettings(certificate)
  const made = await createSamlConnection(access, {
    id: newId('connection'),
    displayName: 'By SAML',
    settings,
  })
  return made.id
}

async function removed(path: string): Promise<void> {
  expect((await asOwner.send('DELETE', path)).status).toBe(204)
}

describe('/identity-providers', () => {
  it('201, 200 and 204: is connected, read, enabled, changed and deleted, and the secret is never shown', async () => {
    const made = await asOwner.send('POST', 'identity-providers', newProvider({ display_name: 'Acme' }))
    const id = String(made.json['id'])
    const path = `identity-providers/${id}`
    expect([made.status, made.json]).toEqual([
      201,
      {
        id,
        name: id.replace('_', '-'),
        strategy: 'oidc',
        domains: [],
        display_name: 'Acme',
        show_as_button: true,
        assign_membership_on_login: false,
        is_enabled: false,
        access_level: 'full',
        options: {
          type: 'back_channel',
          client_id: 'foyer',
          discovery_url: `${provider.issuer}/.well-known/openid-configuration`,
        },
        attributes: ['email', 'name', 'given_name', 'family_name', 'picture'].map((claim) => ({
          user_attribute: claim,
          label: expect.any(String),
          description: expect.any(String),
          is_required: claim === 'email',
          is_extra: false,
          is_missing: false,
          sso_field: [claim],
        })),
        redirect_uri: `${api.openid.tenant.url}/login/callback`,
      },
    ])
    const on = await asOwner.send('PATCH', path, { is_enabled: true, show_as_button: false })
    expect(on.json).toMatchObject({ is_enabled: true, show_as_button: false })
    const changes = { display_name: 'Acme 2', is_enabled: false, options: { client_id: 'foyer-2' } }
    const changed = await asOwner.send('PATCH', path, changes)
    expect(changed.json).toMatchObject({
      display_name: 'Acme 2',
      is_enabled: false,
      show_as_button: false,
      options: { client_id: 'foyer-2' },
    })
    expect((await asOwner.get(path)).json).toEqual(changed.json)
    expect((await asOwner.get('identity-providers')).rows('identity_providers')).toEqual([changed.json])
    for (const { text } of [made, on, changed]) expect(text).not.toContain(secret)
    await removed(path)
    expect((await asOwner.get(path)).status).toBe(404)
  })

  it('200: names the kind of one that was connected in the portal', async () => {
    const access = await api.tenant.accessTo(organization, owner, 'create:organization_connections')
    const directory = '5f0e7b1c-0d3a-4a8e-9c55-0c7a3f1f9a10'
    const made = { displayName: 'Entra', clientSecret: secret, strategy: 'oidc' }
    const issuer = `https://login.microsoftonline.com/${directory}/v2.0`
    const { id } = await createConnection(access, {
      ...made,
      id: newId('connection'),
      options: { issuer, clientId: 'foyer' },
    })
    const found = await asOwner.get(`identity-providers/${id}`)
    expect(found.json).toMatchObject({
      strategy: 'waad',
      options: { client_id: 'foyer', tenant_domain: directory },
    })
    await removed(`identity-providers/${id}`)
    const saml = `identity-providers/${await connectSaml()}`
    expect((await asOwner.get(saml)).json).toMatchObject({ strategy: 'samlp', display_name: 'By SAML' })
    await removed(saml)
  })

  it('400: options of another kind, and a provider that does not answer', async () => {
    const options = { client_id: 'foyer', client_secret: secret }
    const bodies = [
      {},
      newProvider({ strategy: 'samlp' }),
      newProvider({ name: undefined }),
      newProvider({ options: { ...options, type: 'front_channel', discovery_url: provider.issuer } }),
      newProvider({ options: { ...options, type: 'back_channel', discovery_url: 'not a url' } }),
      newProvider({ options: { ...options, type: 'back_channel', discovery_url: 'https://10.0.0.1' } }),
      newProvider({ strategy: 'okta', options: { ...options, domain: 'acme.test' } }),
      newProvider({ strategy: 'google-apps', options: { ...options, domain: 'not a domain' } }),
      newProvider({ strategy: 'waad', options: { ...options, tenant_domain: 'common' } }),
    ]
    for (const body of bodies)
      expect((await asOwner.send('POST', 'identity-providers', body)).status, JSON.stringify(body)).toBe(400)
    const unreachable = { ...options, type: 'back_channel', discovery_url: 'http://127.0.0.1:9' }
    const { json } = await asOwner.send('POST', 'identity-providers', newProvider({ options: unreachable }))
    expect(json).toMatchObject({
      status: 400,
      detail: expect.stringMatching(/discovery failure: 127\.0\.0\.1:9$/),
    })
    expect((await asOwner.get('identity-providers')).json).toEqual({ identity_providers: [] })
  })

  it('403: a kind that the application does not allow', async () => {
    await configure(api.openid, { allowed_strategies: ['okta'], connection_deletion_behavior: 'allow' })
    const { status } = await asOwner.send('POST', 'identity-providers', newProvider())
    await configure(api.openid)
    expect(status).toBe(403)
  })

  it('404: another organization’s, and one of the tenant’s', async () => {
    const own = await connected()
    const tenants = `identity-providers/${await copyForTenant(api, own.split('/')[1] ?? '')}`
    for (const [caller, path] of [
      [asNeighbour, own],
      [asOwner, tenants],
      [asOwner, `identity-providers/${api.tenant.connection('password')}`],
    ] as const)
      for (const [method, at, body] of [
        ['GET', path],
        ['PATCH', path, { is_enabled: true }],
        ['PATCH', path, { options: { client_id: 'x' } }],
        ['DELETE', path],
        ['POST', `${path}/detach`],
      ] as const)
        expect((await caller.send(method, at, body)).status, `${method} ${at}`).toBe(404)
    expect((await asOwner.get('identity-providers')).rows('identity_providers')).toHaveLength(1)
    await removed(own)
  })

  it('409: is not deleted while people sign in by it, where the application says so', async () => {
    const path = await connected()
    await configure(api.openid, { allowed_strategies: [], connection_deletion_behavior: 'allow_if_empty' })
    const connectionId = path.split('/')[1] ?? ''
    const identity = { connectionId, userId: owner.id, subject: 'ann' }
    await api.tenant.write((tx) => tx.identity.create({ data: { id: newId('identity'), ...identity } }))
    expect((await asOwner.send('DELETE', path)).json).toMatchObject({ status: 409 })
    await configure(api.openid)
    await removed(path)
  })
})

it('/domains/{id}/identity-providers: those whose people have addresses of the domain', async () => {
  const path = await connected()
  const at = `${await addVerifiedDomain(api, organization, 'acme-idp.test')}/identity-providers`
  expect((await asOwner.get(at)).json).toEqual({ identity_providers: [] })
  const where = { tenantId: api.tenant.tenantId, id: path.split('/')[1] ?? '' }
  await api.tenant.write(
    (tx) =>
      tx.$executeRaw`UPDATE connections SET options = jsonb_set(options, '{domains}', '["acme-idp.test"]')
      WHERE tenant_id = ${where.tenantId} AND id = ${where.id}`,
  )
  expect((await asOwner.get(at)).rows('identity_providers')).toMatchObject([{ id: where.id }])
  expect((await asNeighbour.get(at)).status).toBe(404)
  await removed(path)
})
