import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { startClientsApi } from '@/test/fixtures/clients-api'
import { requestToken } from '@/test/fixtures/openid'
import { portalApiId } from '@/test/fixtures/operator'

const api = await startClientsApi()
const organization = await api.api.tenant.createOrganization()

describe('GET /clients', () => {
  it('200: by page, with totals, and from a checkpoint', async () => {
    const all = (await api.clients()).map(({ id }) => id).sort()
    const bare = await api.operator.get('clients?per_page=100')
    expect(bare.rows.map(({ client_id: id }) => String(id)).sort()).toEqual(all)
    const totals = await api.operator.get('clients?include_totals=true&per_page=1&page=1')
    expect(totals.json).toMatchObject({ start: 1, limit: 1, total: all.length, clients: [{}] })
    const first = await api.operator.get('clients?take=2')
    const rest = await api.operator.get(`clients?take=100&from=${String(first.json['next'])}`)
    expect(rest.json).not.toHaveProperty('next')
    const seen = [first, rest].flatMap(({ json }) => json['clients'] as { client_id: string }[])
    expect(seen.map(({ client_id: id }) => id).sort()).toEqual(all)
  })

  it('200: applies filters', async () => {
    const spa = await api.create({ name: 'Spa', app_type: 'spa' })
    const machine = await api.create({ name: 'Machine', app_type: 'non_interactive' })
    const apiId = await portalApiId(api.api.tenant)
    const grantId = newId('clientGrant')
    await api.api.tenant.write(async (tx) => {
      const clientId = String(machine['client_id'])
      await tx.clientGrant.create({ data: { id: grantId, clientId, apiId, scope: [] } })
      await tx.clientGrantOrganization.create({ data: { organizationId: organization.id, grantId } })
    })
    const names = async (query: string) =>
      (await api.operator.get(`clients?${query}`)).rows.map(({ name }) => name)
    expect(await names('is_global=true')).toEqual([])
    expect(await names('is_first_party=false')).toEqual([])
    expect(await names('app_type=spa')).toEqual(['Spa'])
    expect(await names('app_type=spa,native&is_global=false')).toEqual(['Spa'])
    expect(await names(`q=client_grant.organization_id:${organization.id}`)).toEqual(['Machine'])
    expect(
      await names(
        `q=client_grant.organization_id:${organization.id} AND client_grant.allow_any_organization:true`,
      ),
    ).toEqual([])
    const { rows } = await api.operator.get('clients?app_type=spa&fields=client_id,name')
    expect(rows).toEqual([{ client_id: spa['client_id'], name: 'Spa' }])
  })

  it('200: a caller sees the parts that its scopes show, and never a secret', async () => {
    const { client_id: id, client_secret: secret } = await api.create({ app_type: 'regular_web' })
    const seen = async (scope: 'read:client_summary' | 'read:clients' | 'read:client_credentials') => {
      const caller = await api.api.asMachine([scope])
      const [one, { rows, text }] = await Promise.all([
        caller.get(`clients/${String(id)}`),
        caller.get('clients?per_page=100'),
      ])
      expect(text).not.toContain(secret)
      expect(rows).toContainEqual(one.json)
      return Object.keys(one.json)
    }
    expect(await seen('read:client_summary')).toEqual(['client_id', 'name', 'app_type'])
    expect(await seen('read:client_credentials')).toEqual(['client_id', 'name', 'app_type'])
    expect(await seen('read:clients')).toContain('callbacks')
  })

  it.each([
    'per_page=101',
    'take=0',
    'page=20&per_page=100',
    'is_global=perhaps',
    'q=name:Documents',
    'q=client_grant.allow_any_organization:perhaps',
    'app_type=spa&app_type=native',
  ])('400: %s', async (query) => {
    expect((await api.operator.get(`clients?${query}`)).status).toBe(400)
  })
})

describe('POST /clients', () => {
  it('201: with a secret that gets tokens and is not shown again', async () => {
    const made = await api.create({
      app_type: 'non_interactive',
      description: 'Nightly',
      client_metadata: { tier: 'gold' },
      is_first_party: true,
      oidc_conformant: true,
      tenant: api.api.tenant.tenantId,
    })
    const { client_secret: secret, ...shown } = made
    const id = String(made['client_id'])
    expect(made['client_id']).toMatch(/^[A-Za-z0-9]{32}$/)
    expect(made).toMatchObject({ grant_types: ['client_credentials'], client_metadata: { tier: 'gold' } })
    expect(made).toMatchObject({ tenant: api.api.tenant.tenantId })
    expect((await api.operator.get(`clients/${id}`)).json).toEqual(shown)
    const form = { grant_type: 'client_credentials', audience: api.api.openid.audience }
    const answer = await requestToken(api.api.openid, { id, secret: String(secret) }, form)
    expect(answer.error).toBe('access_denied')
    const wrong = await requestToken(api.api.openid, { id, secret: 'wrong' }, form)
    expect(wrong.error).toBe('invalid_client')
  })

  it('201: accepts a form body', async () => {
    const form =
      'name=Form&is_first_party=true&refresh_token[token_lifetime]=3000000' +
      '&callbacks[]=https://a.tenant.test/&callbacks[]=https://b.tenant.test/'
    const { status, json } = await api.operator.request('POST', 'clients', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      raw: form,
    })
    expect(status).toBe(201)
    expect(json).toMatchObject({
      name: 'Form',
      callbacks: ['https://a.tenant.test/', 'https://b.tenant.test/'],
      refresh_token: { token_lifetime: 3_000_000 },
    })
  })

  it('201: a browser application has no secret', async () => {
    expect(await api.create({ app_type: 'spa', callbacks: ['http://localhost:4000/'] })).not.toHaveProperty(
      'client_secret',
    )
  })

  it.each<[string, object]>([
    ['name', { name: '' }],
    ['name', { name: undefined }],
    ['Name cannot contain <', { name: '<script>' }],
    ['name', { name: 'x'.repeat(201) }],
    ['description', { description: 'x'.repeat(141) }],
    ['app_type', { app_type: 'sso_integration' }],
    ['a wildcard', { callbacks: ['https://*.tenant.test/'] }],
    ['callbacks', { callbacks: 'https://app.tenant.test/' }],
    ['callbacks', { callbacks: Array.from({ length: 101 }, (_, at) => `https://app.tenant.test/${at}`) }],
    ['has to begin with https', { allowed_logout_urls: ['http://app.tenant.test/'] }],
    ['is not an origin', { allowed_origins: ['https://app.tenant.test/page'] }],
    ['is not an origin', { web_origins: ['https://app.tenant.test/'] }],
    ['has to begin with https', { initiate_login_uri: 'http://app.tenant.test/login' }],
    ['is not a complete URL', { logo_uri: 'logo.png' }],
    ['grant_types', { grant_types: ['implicit'] }],
    ['Only an application that authenticates', { app_type: 'spa', grant_types: ['client_credentials'] }],
    ['token_endpoint_auth_method', { token_endpoint_auth_method: 'private_key_jwt' }],
    ['client_authentication_methods', { client_authentication_methods: {} }],
    ['organization_usage', { organization_usage: 'required' }],
    ['organization_require_behavior', { organization_require_behavior: 'prompt' }],
    ['organization_discovery_methods', { organization_discovery_methods: [] }],
    ['default_organization', { default_organization: { organization_id: 'org_x', flows: [] } }],
    [
      'There is no such organization',
      { default_organization: { organization_id: 'org_x', flows: ['client_credentials'] } },
    ],
    ['client_metadata', { client_metadata: { tier: 1 } }],
    ['client_metadata', { client_metadata: { tier: 'x'.repeat(256) } }],
    [
      'client_metadata',
      { client_metadata: Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`k${at}`, ''])) },
    ],
    ['jwt_configuration', { jwt_configuration: { alg: 'HS256' } }],
    ['refresh_token', { refresh_token: { rotation_type: 'non-rotating' } }],
    ['idle_token_lifetime', { refresh_token: { token_lifetime: 60, idle_token_lifetime: 61 } }],
    ['is_first_party', { is_first_party: false }],
    ['oidc_conformant', { oidc_conformant: false }],
    ['cross_origin_authentication', { cross_origin_authentication: true }],
    ['global', { global: true }],
    ['tenant', { tenant: 'another' }],
    ['client_secret', { client_secret: 'of my own' }],
    ['client_id', { client_id: 'of-my-own' }],
    ['addons', { addons: {} }],
  ])('400: %s: %o', async (part, wrong) => {
    const before = await api.clients()
    const { status, json } = await api.operator.send('POST', 'clients', { name: 'Documents', ...wrong })
    expect(status).toBe(400)
    expect(json['errorCode']).toBe('invalid_body')
    expect(json['message']).toContain(part)
    expect(await api.clients()).toEqual(before)
  })
})
