import { afterAll, describe, expect, test } from 'vitest'
import { newId } from '@/lib/ids'
import { openClientDesk } from '@/test/client-desk'
import { askForToken } from '@/test/openid'
import { portalOf } from '@/test/tenant-level'

const desk = await openClientDesk()
const place = await desk.api.house.organization()

afterAll(() => desk.close())

describe('GET /clients', () => {
  test('200: by page, with totals, and from a checkpoint', async () => {
    const all = (await desk.clients()).map(({ id }) => id).sort()
    const bare = await desk.operator.get('clients?per_page=100')
    expect(bare.rows.map(({ client_id: id }) => String(id)).sort()).toEqual(all)
    const totals = await desk.operator.get('clients?include_totals=true&per_page=1&page=1')
    expect(totals.json).toMatchObject({ start: 1, limit: 1, total: all.length, clients: [{}] })
    const first = await desk.operator.get('clients?take=2')
    const rest = await desk.operator.get(`clients?take=100&from=${String(first.json['next'])}`)
    expect(rest.json).not.toHaveProperty('next')
    const seen = [first, rest].flatMap(({ json }) => json['clients'] as { client_id: string }[])
    expect(seen.map(({ client_id: id }) => id).sort()).toEqual(all)
  })

  test('200: filters', async () => {
    const spa = await desk.make({ name: 'Spa', app_type: 'spa' })
    const machine = await desk.make({ name: 'Machine', app_type: 'non_interactive' })
    const [apiId, grantId] = [await portalOf(desk.api.house), newId('clientGrant')]
    await desk.api.house.arrange(async (tx) => {
      const clientId = String(machine['client_id'])
      await tx.clientGrant.create({ data: { id: grantId, clientId, apiId, scope: [] } })
      await tx.clientGrantOrganization.create({ data: { organizationId: place.id, grantId } })
    })
    const names = async (query: string) =>
      (await desk.operator.get(`clients?${query}`)).rows.map(({ name }) => name)
    expect(await names('is_global=true')).toEqual([])
    expect(await names('is_first_party=false')).toEqual([])
    expect(await names('app_type=spa')).toEqual(['Spa'])
    expect(await names('app_type=spa,native&is_global=false')).toEqual(['Spa'])
    expect(await names(`q=client_grant.organization_id:${place.id}`)).toEqual(['Machine'])
    expect(
      await names(`q=client_grant.organization_id:${place.id} AND client_grant.allow_any_organization:true`),
    ).toEqual([])
    const { rows } = await desk.operator.get('clients?app_type=spa&fields=client_id,name')
    expect(rows).toEqual([{ client_id: spa['client_id'], name: 'Spa' }])
  })

  test('200: a caller sees what its scopes show, and never a secret', async () => {
    const { client_id: id, client_secret: secret } = await desk.make({ app_type: 'regular_web' })
    const seen = async (scope: 'read:client_summary' | 'read:clients' | 'read:client_credentials') => {
      const caller = await desk.api.machine([scope])
      const one = await caller.get(`clients/${String(id)}`)
      const { rows, text } = await caller.get('clients?per_page=100')
      expect(text).not.toContain(secret)
      expect(rows).toContainEqual(one.json)
      return Object.keys(one.json)
    }
    expect(await seen('read:client_summary')).toEqual(['client_id', 'name', 'app_type'])
    expect(await seen('read:client_credentials')).toEqual(['client_id', 'name', 'app_type'])
    expect(await seen('read:clients')).toContain('callbacks')
  })

  test.each([
    'per_page=101',
    'take=0',
    'page=20&per_page=100',
    'is_global=perhaps',
    'q=name:Documents',
    'q=client_grant.allow_any_organization:perhaps',
    'app_type=spa&app_type=native',
  ])('400: %s', async (query) => {
    expect((await desk.operator.get(`clients?${query}`)).status).toBe(400)
  })
})

describe('POST /clients', () => {
  test('201: with a secret that gets tokens, and is not shown again', async () => {
    const made = await desk.make({
      ...{ app_type: 'non_interactive', description: 'Nightly', client_metadata: { tier: 'gold' } },
      ...{ is_first_party: true, oidc_conformant: true, tenant: desk.api.house.tenantId },
    })
    const { client_secret: secret, ...shown } = made
    const id = String(made['client_id'])
    expect(made['client_id']).toMatch(/^[A-Za-z0-9]{32}$/)
    expect(made).toMatchObject({ grant_types: ['client_credentials'], client_metadata: { tier: 'gold' } })
    expect(made).toMatchObject({ tenant: desk.api.house.tenantId })
    expect((await desk.operator.get(`clients/${id}`)).json).toEqual(shown)
    const form = { grant_type: 'client_credentials', audience: desk.api.realm.audience }
    const answer = await askForToken(desk.api.realm, { id, secret: String(secret) }, form)
    expect(answer.error).toBe('access_denied')
    const wrong = await askForToken(desk.api.realm, { id, secret: 'wrong' }, form)
    expect(wrong.error).toBe('invalid_client')
  })

  test('201: as a form', async () => {
    const form =
      'name=Form&is_first_party=true&refresh_token[token_lifetime]=3000000' +
      '&callbacks[]=https://a.house.test/&callbacks[]=https://b.house.test/'
    const { status, json } = await desk.operator.request('POST', 'clients', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      raw: form,
    })
    expect(status).toBe(201)
    expect(json).toMatchObject({
      ...{ name: 'Form', callbacks: ['https://a.house.test/', 'https://b.house.test/'] },
      refresh_token: { token_lifetime: 3_000_000 },
    })
  })

  test('201: a browser’s application has no secret', async () => {
    expect(await desk.make({ app_type: 'spa', callbacks: ['http://localhost:4000/'] })).not.toHaveProperty(
      'client_secret',
    )
  })

  test.each<[string, object]>([
    ['name', { name: '' }],
    ['name', { name: undefined }],
    ['Name cannot contain <', { name: '<script>' }],
    ['name', { name: 'x'.repeat(201) }],
    ['description', { description: 'x'.repeat(141) }],
    ['app_type', { app_type: 'sso_integration' }],
    ['a wildcard', { callbacks: ['https://*.house.test/'] }],
    ['callbacks', { callbacks: 'https://app.house.test/' }],
    ['callbacks', { callbacks: Array.from({ length: 101 }, (_, at) => `https://app.house.test/${at}`) }],
    ['has to begin with https', { allowed_logout_urls: ['http://app.house.test/'] }],
    ['is no origin', { allowed_origins: ['https://app.house.test/page'] }],
    ['is no origin', { web_origins: ['https://app.house.test/'] }],
    ['has to begin with https', { initiate_login_uri: 'http://app.house.test/login' }],
    ['is no whole URL', { logo_uri: 'logo.png' }],
    ['grant_types', { grant_types: ['implicit'] }],
    ['Only an application that proves itself', { app_type: 'spa', grant_types: ['client_credentials'] }],
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
  ])('400: %s: %o', async (said, wrong) => {
    const before = await desk.clients()
    const { status, json } = await desk.operator.send('POST', 'clients', { name: 'Documents', ...wrong })
    expect(status).toBe(400)
    expect(json['errorCode']).toBe('invalid_body')
    expect(json['message']).toContain(said)
    expect(await desk.clients()).toEqual(before)
  })
})
