import { beforeAll, describe, expect, it } from 'vitest'
import { prepareTenantConnections, type TenantConnections } from '@/test/fixtures/tenant-connections'

let api: TenantConnections

beforeAll(async () => {
  api = await prepareTenantConnections()
})

const acme = {
  strategy: 'oidc',
  options: { issuer: 'https://login.acme.test', client_id: 'foyer', client_secret: 'a secret of acme' },
}

/** Metadata with `count` properties. */
function metadataOf(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'x'.repeat(255)]))
}

describe('GET /connections', () => {
  it('200: by page, with totals, from a checkpoint, by strategy and name', async () => {
    const { name, id } = await api.create()
    await api.create({ strategy: 'github', options: { client_id: 'x', client_secret: 'y' } })
    const all = (await api.rows()).map((one) => one.id).sort()
    const ids = (rows: unknown) => (rows as { id: string }[]).map((row) => row.id).sort()
    expect(ids((await api.operator.get('connections?per_page=100')).rows)).toEqual(all)
    const totals = await api.operator.get('connections?include_totals=true&per_page=2&page=1')
    expect(totals.json).toMatchObject({ start: 2, limit: 2, total: all.length, connections: [{}, {}] })
    const first = await api.operator.get('connections?take=2')
    const rest = await api.operator.get(`connections?take=100&from=${String(first.json['next'])}`)
    expect(rest.json).not.toHaveProperty('next')
    expect(ids([first, rest].flatMap(({ json }) => json['connections']))).toEqual(all)
    const strategies = async (query: string) =>
      (await api.operator.get(`connections?${query}`)).rows.map(({ strategy }) => strategy)
    expect(await strategies('strategy=auth0')).toEqual(['auth0'])
    expect(await strategies('strategy=auth0&strategy=github')).toEqual(['auth0', 'github'])
    expect(await strategies('strategy[]=email')).toEqual(['email'])
    expect(await strategies('strategy[]=github&strategy=auth0')).toEqual(['auth0', 'github'])
    expect(await strategies('strategy=samlp')).toEqual([])
    const named = await api.operator.get(`connections?name=${String(name)}&fields=id,name`)
    expect(named.rows).toEqual([{ id, name }])
    const byAuth0sName = await api.operator.get('connections?name=Username-Password-Authentication')
    expect(byAuth0sName.rows).toMatchObject([{ name: 'password', strategy: 'auth0' }])
  })

  it.each(['per_page=101', 'take=101', 'strategy=%3Cb%3E', 'name=a&name=b'])('400: %s', async (query) => {
    expect((await api.operator.get(`connections?${query}`)).status).toBe(400)
  })
})

describe('POST /connections', () => {
  it('201: an enterprise connection, with defaults for omitted properties; its secret is never returned', async () => {
    const { status, json, text } = await api.operator.send('POST', 'connections', {
      name: 'acme-okta',
      ...acme,
      show_as_button: true,
      display_name: 'Acme',
      options: { ...acme.options, domain_aliases: ['ACME.test'], scope: 'openid email' },
    })
    expect(status).toBe(201)
    expect(json).toEqual({
      id: json['id'],
      name: 'acme-okta',
      strategy: 'oidc',
      display_name: 'Acme',
      realms: ['acme-okta'],
      is_domain_connection: false,
      show_as_button: true,
      options: {
        type: 'back_channel',
        client_id: 'foyer',
        issuer: 'https://login.acme.test',
        discovery_url: 'https://login.acme.test/.well-known/openid-configuration',
        scope: 'openid email',
        domain_aliases: ['acme.test'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    })
    expect(json['id']).toMatch(/^con_[A-Za-z0-9]{16}$/)
    const { text: read } = await api.operator.get(`connections/${String(json['id'])}`)
    expect(text + read).not.toContain('a secret of acme')
  })

  it.each<[string, object, object]>([
    [
      'a discovery address in place of the issuer',
      {
        options: {
          client_id: 'foyer',
          client_secret: 'x',
          discovery_url: 'https://acme.okta.test/.well-known/openid-configuration',
        },
      },
      { options: { issuer: 'https://acme.okta.test' } },
    ],
    [
      'claims by other names',
      {
        options: {
          ...acme.options,
          attribute_map: {
            mapping_mode: 'use_map',
            attributes: { email: '${context.tokenset.upn}', given_name: '${context.tokenset.first}' },
          },
        },
      },
      {
        options: {
          attribute_map: {
            mapping_mode: 'use_map',
            attributes: {
              email: '${context.tokenset.upn}',
              name: '${context.tokenset.name}',
              given_name: '${context.tokenset.first}',
              family_name: '${context.tokenset.family_name}',
            },
          },
        },
      },
    ],
    [
      'our key in place of a secret',
      {
        options: { issuer: 'https://a.test', client_id: 'x', token_endpoint_auth_method: 'private_key_jwt' },
      },
      { options: { public_key: { kty: 'RSA', alg: 'RS256' } } },
    ],
    [
      'one directory of Microsoft’s',
      {
        strategy: 'waad',
        options: { client_id: 'x', client_secret: 'y', tenant_domain: 'acme.onmicrosoft.com' },
      },
      { strategy: 'waad', options: { tenant_domain: 'acme.onmicrosoft.com' } },
    ],
    [
      'Google',
      { strategy: 'google-oauth2', options: { client_id: 'x', client_secret: 'y', scope: ['email'] } },
      { strategy: 'google-oauth2', options: { scope: ['openid', 'email'] } },
    ],
  ])('201: %s', async (_, body, expected) => {
    const made = await api.create({ ...acme, ...body })
    expect(made).toMatchObject(expected)
    const taken = await api.operator.send('PATCH', `connections/${String(made['id'])}`, made)
    expect({ status: taken.status, json: taken.json }).toEqual({ status: 200, json: made })
  })

  it.each<[string, object]>([
    ['name', { name: 'two words' }],
    ['name', { name: 'Username-Password-Authentication' }],
    ['name', { name: 'x'.repeat(129) }],
    ['strategy', { strategy: 'ad' }],
    ['client_id', { strategy: 'samlp' }],
    ['strategy', { strategy: 'auth0' }],
    ['strategy', { strategy: 'email' }],
    ['tenant_domain', { strategy: 'waad', options: { client_id: 'x', client_secret: 'y' } }],
    ['secret', { options: { issuer: 'https://a.test', client_id: 'x' } }],
    ['Client ID', { options: { issuer: 'https://a.test', client_secret: 'x' } }],
    ['Issuer', { options: { client_id: 'x', client_secret: 'y' } }],
    ['Issuer', { options: { ...acme.options, issuer: 'https://10.0.0.1' } }],
    ['discovery_url', { options: { ...acme.options, discovery_url: 'https://a.test/openid' } }],
    [
      'discovery_url',
      { options: { ...acme.options, discovery_url: 'https://b.test/.well-known/openid-configuration' } },
    ],
    ['type', { options: { ...acme.options, type: 'front_channel' } }],
    ['attribute_map', { options: { ...acme.options, attribute_map: { mapping_mode: 'bind_all' } } }],
    ['domain', { options: { ...acme.options, domain_aliases: ['acme'] } }],
    ['scope', { options: { ...acme.options, scope: 'x'.repeat(201) } }],
    ['public key', { options: { ...acme.options, public_key: { kty: 'RSA' } } }],
    ['upstream_params', { options: { ...acme.options, upstream_params: {} } }],
    ['application', { enabled_clients: ['nobody'] }],
    ['realms', { realms: ['another'] }],
    ['is_domain_connection', { is_domain_connection: true }],
    ['display_name', { display_name: 'x'.repeat(129) }],
    ['properties', { metadata: metadataOf(11) }],
    ['metadata.k1', { metadata: { k1: 'x'.repeat(256) } }],
    ['metadata.k1', { metadata: { k1: 1 } }],
    ['metadata.k1', { metadata: { k1: null } }],
    ['metadata', { metadata: { ['k'.repeat(256)]: 'x' } }],
    ['metadata', { metadata: [] }],
  ])('400: %s: %o', async (part, wrong) => {
    const before = await api.rows()
    const { status, json } = await api.operator.send('POST', 'connections', {
      name: 'wrong',
      ...acme,
      ...wrong,
    })
    expect({ status, errorCode: json['errorCode'] }).toEqual({ status: 400, errorCode: 'invalid_body' })
    expect(String(json['message']).toLowerCase()).toContain(part.toLowerCase())
    expect(await api.rows()).toEqual(before)
  })

  it('201: with metadata, which GET returns', async () => {
    const made = await api.create({ metadata: metadataOf(10) })
    expect(made['metadata']).toEqual(metadataOf(10))
    const { json } = await api.operator.get(`connections/${String(made['id'])}`)
    expect(json).toEqual(made)
  })

  it('409: the name is taken', async () => {
    const { name } = await api.create()
    const before = await api.rows()
    expect((await api.operator.send('POST', 'connections', { name, ...acme })).status).toBe(409)
    expect(await api.rows()).toEqual(before)
  })
})

describe('GET /clients/{id}/connections', () => {
  it('200: all of them, with fewer properties for a caller that may only read applications', async () => {
    const path = `clients/${api.operator.client.id}/connections`
    const [all, { json }] = await Promise.all([api.rows(), api.operator.get(`${path}?take=100`)])
    expect((json['connections'] as unknown[]).length).toBe(all.length)
    const first = await api.operator.get(`${path}?take=1`)
    expect(first.json).toMatchObject({ connections: [{ options: {} }], next: expect.any(String) as string })
    const brief = await (await api.api.asMachine(['read:client_summary'])).get(`${path}?strategy=auth0`)
    expect(brief.json).toEqual({
      connections: [
        {
          id: api.api.tenant.connection('password'),
          name: 'password',
          strategy: 'auth0',
          display_name: 'Email and password',
          realms: ['password'],
          is_domain_connection: false,
          show_as_button: true,
        },
      ],
    })
  })

  it('400: a page too large', async () => {
    const path = `clients/${api.operator.client.id}/connections?take=101`
    expect((await api.operator.get(path)).status).toBe(400)
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    await api.expectClientNotFound((id) => `clients/${id}/connections`)
  })
})
