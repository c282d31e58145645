import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { eventsOf } from '@/test/fixtures/operator'

let api: Api
let caller: ApiCaller

beforeAll(async () => {
  api = await startApi()
  caller = await api.asMachine([
    'create:organizations',
    'create:organization_connections',
    'read:organizations',
    'update:organizations',
  ])
})

let counter = 0
function fresh(): string {
  counter += 1
  return `made-${String.fromCharCode(96 + counter)}x`
}

async function made(body: object = {}): Promise<string> {
  const { status, json } = await caller.send('POST', 'organizations', { name: fresh(), ...body })
  expect(status).toBe(201)
  return String(json['id'])
}

function count(): Promise<number> {
  const { tenantId } = api.tenant
  return api.tenant.read((tx) => tx.organization.count({ where: { tenantId } }))
}

const https = 'https://cdn.example.com/a%20b/Logo.PNG?v=1#x'

describe('POST /organizations', () => {
  it('201: with every property, as GET returns them afterwards', async () => {
    const name = fresh()
    const { json, status } = await caller.send('POST', 'organizations', {
      name,
      display_name: 'Acme & Söhne',
      branding: { logo_url: https, colors: { primary: '#FFF', page_background: '#FEFEFE80' } },
      metadata: { plan: 'gold', gone: null },
      third_party_client_access: 'allow',
      is_app_entitlement_active: true,
      enabled_connections: [
        { connection_id: api.tenant.connection('password'), show_as_button: false },
        { connection_id: api.tenant.connection('email'), assign_membership_on_login: true },
      ],
    })
    expect(status).toBe(201)
    const { enabled_connections, ...organization } = json
    expect(enabled_connections).toMatchObject([
      { show_as_button: false, assign_membership_on_login: false, is_signup_enabled: false },
      { show_as_button: true, assign_membership_on_login: true },
    ])
    expect(organization).toEqual({
      id: json['id'],
      name,
      display_name: 'Acme & Söhne',
      branding: { logo_url: https, colors: { primary: '#FFF', page_background: '#FEFEFE80' } },
      metadata: { plan: 'gold' },
      third_party_client_access: 'allow',
      is_app_entitlement_active: true,
    })
    expect((await caller.get(`organizations/${String(json['id'])}`)).json).toEqual(organization)
    expect((await caller.get(`organizations/name/${name}`)).json).toEqual(organization)
  })

  it('201: with a name only: no members, no connections, one event', async () => {
    const name = fresh()
    const { json } = await caller.send('POST', 'organizations', { name })
    expect(json).toEqual({
      id: json['id'],
      name,
      display_name: name,
      third_party_client_access: 'block',
      is_app_entitlement_active: false,
    })
    const where = { organizationId: String(json['id']) }
    const rows = await api.tenant.read(async (tx) => [
      await tx.member.count({ where }),
      await tx.enabledConnection.count({ where }),
    ])
    expect(rows).toEqual([0, 0])
    const events = await eventsOf(api.tenant, 'organization.created')
    expect(events.at(-1)).toMatchObject({ actorKind: 'client', actorId: caller.client.id, ...where })
  })

  it('201: a tenant-level caller may use reserved names and names that look alike', async () => {
    for (const name of ['admin', 'x', 'a--b', 'north', 'n0rth'])
      expect(await caller.send('POST', 'organizations', { name })).toMatchObject({ status: 201 })
  })

  it('201: by a user, who does not become a member and cannot use a reserved name', async () => {
    const person = await api.asUser(await api.tenant.createUser())
    const { json, status } = await person.send('POST', 'organizations', { name: fresh() })
    expect(status).toBe(201)
    const where = { organizationId: String(json['id']) }
    expect(await api.tenant.read((tx) => tx.member.count({ where }))).toBe(0)
    expect(await person.send('POST', 'organizations', { name: 'support' })).toMatchObject({ status: 400 })
    expect(await person.send('POST', 'organizations', { name: 'n-orth' })).toMatchObject({ status: 409 })
  })

  it.each([
    { metadata: { plan: 'gold' } },
    { third_party_client_access: 'allow' },
    { is_app_entitlement_active: true },
  ])('400: from a user without tenant-level permissions, %j', async (settings) => {
    const person = await api.asUser(await api.tenant.createUser())
    const name = fresh()
    expect(await person.send('POST', 'organizations', { name, ...settings })).toMatchObject({ status: 400 })
    expect(await api.tenant.read((tx) => tx.organization.count({ where: { slug: name } }))).toBe(0)
  })

  it.each([
    ['no name', {}],
    ['an empty name', { name: '' }],
    ['capitals', { name: 'Acme' }],
    ['51 letters', { name: 'a'.repeat(51) }],
    ['a name that begins with a hyphen', { name: '-a' }],
    ['a name like an id', { name: 'org_abc' }],
    ['an empty display_name', { display_name: '' }],
    ['256 letters', { display_name: 'a'.repeat(256) }],
    ['hidden letters', { display_name: 'a\u202Eb' }],
    ['an http logo', { branding: { logo_url: 'http://cdn.example.com/a.png' } }],
    ['a logo that is no URL', { branding: { logo_url: 'logo.png' } }],
    ['one color', { branding: { colors: { primary: '#000000' } } }],
    ['a color by name', { branding: { colors: { primary: 'red', page_background: '#ffffff' } } }],
    ['a branding of its own', { branding: { favicon: 'x' } }],
    ['26 properties', { metadata: Object.fromEntries(Array.from({ length: 26 }, (_, i) => [`k${i}`, 'v'])) }],
    ['a long value', { metadata: { k: 'v'.repeat(256) } }],
    ['a long key', { metadata: { ['k'.repeat(256)]: 'v' } }],
    ['a number as a value', { metadata: { k: 1 } }],
    ['another access', { third_party_client_access: 'maybe' }],
    ['an entitlement in words', { is_app_entitlement_active: 'yes' }],
    ['a quota', { token_quota: { client_credentials: { enforce: true, per_day: 10 } } }],
    ['an unknown property', { slug: 'x' }],
  ])('400: %s', async (_, body: object) => {
    const before = await count()
    const name = 'name' in body || Object.keys(body).length === 0 ? {} : { name: 'fine-one' }
    const { status, json } = await caller.send('POST', 'organizations', { ...name, ...body })
    expect({ status, errorCode: json['errorCode'] }).toEqual({ status: 400, errorCode: 'invalid_body' })
    expect(await count()).toBe(before)
  })

  it('400: connections that are unknown, listed twice, too many, or with a sign-up that is not allowed', async () => {
    const [password, email] = [api.tenant.connection('password'), api.tenant.connection('email')]
    const before = await count()
    for (const enabled_connections of [
      [{ connection_id: newId('connection') }],
      [{ connection_id: password }, { connection_id: password }],
      Array.from({ length: 11 }, () => ({ connection_id: newId('connection') })),
      [{ connection_id: password, is_signup_enabled: true }],
      [{ connection_id: email, is_signup_enabled: true, assign_membership_on_login: true }],
    ])
      expect(
        await caller.send('POST', 'organizations', { name: 'fine-one', enabled_connections }),
      ).toMatchObject({ status: 400 })
    expect(await count()).toBe(before)
  })

  it('403: connections without the scope for them', async () => {
    const plain = await api.asMachine(['create:organizations'])
    const before = await count()
    const enabled_connections = [{ connection_id: api.tenant.connection('password') }]
    const { status, json } = await plain.send('POST', 'organizations', {
      name: 'fine-one',
      enabled_connections,
    })
    expect(status).toBe(403)
    expect(json['message']).toBe('Insufficient scope, expected any of: create:organization_connections')
    expect(await count()).toBe(before)
  })

  it('409: a name in use, and one that a renamed organization holds', async () => {
    const [name, next] = [fresh(), fresh()]
    const id = await made({ name })
    await caller.send('PATCH', `organizations/${id}`, { name: next })
    for (const taken of [name, next])
      expect((await caller.send('POST', 'organizations', { name: taken })).json).toEqual({
        statusCode: 409,
        error: 'Conflict',
        errorCode: 'organization_conflict',
        message: 'An organization with this name already exists.',
      })
  })

  it('409: for all but one of 20 at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => caller.send('POST', 'organizations', { name: 'race-here' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)])
  })
})

describe('GET /organizations', () => {
  it('200: sorted as requested, by pages and from checkpoints', async () => {
    const all = (await caller.get('organizations?per_page=100')).rows
    for (const [sort, key] of [
      ['name:1', 'name'],
      ['name:-1', 'name'],
      ['display_name:-1', 'display_name'],
      ['created_at:1', null],
    ] as const) {
      const { json } = await caller.get(`organizations?sort=${sort}&take=100`)
      expect(json['organizations']).toHaveLength(all.length)
      if (key === null) expect(json['organizations']).toEqual(all)
      const { rows } = await caller.get(`organizations?sort=${sort}&per_page=100`)
      expect(rows).toEqual(json['organizations'])
    }
    const { json } = await caller.get('organizations?include_totals=true&per_page=2&page=1')
    expect(json).toEqual({ start: 2, limit: 2, total: all.length, organizations: all.slice(2, 4) })
  })

  it.each(['name:1', 'name:-1', 'display_name:1', 'created_at:1', 'created_at:-1'])(
    '200: by checkpoints, sort=%s, each once',
    async (sort) => {
      const seen: unknown[] = []
      let from = ''
      do {
        const { json } = await caller.get(`organizations?take=3&sort=${sort}${from}`)
        seen.push(...(json['organizations'] as { id: string }[]).map(({ id }) => id))
        from = typeof json['next'] === 'string' ? `&from=${encodeURIComponent(json['next'])}` : ''
      } while (from !== '')
      const { rows } = await caller.get(`organizations?per_page=100&sort=${sort}`)
      expect(seen).toEqual(rows.map(({ id }) => id))
    },
  )

  it('400: an invalid checkpoint', async () => {
    const checkpoints = [
      ...[['x'], ['\0', 'a'], ['99999999999999999999', 'a'], ['-1', 'a'], [1, 2]].map(coded),
    ]
    for (const from of checkpoints)
      expect(await caller.get(`organizations?sort=created_at:1&from=${from}`)).toMatchObject({ status: 400 })
    expect(await caller.get('organizations?sort=name:2')).toMatchObject({ status: 400 })
    expect(await caller.get('organizations?from=x')).toMatchObject({ status: 400 })
  })
})

function coded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
