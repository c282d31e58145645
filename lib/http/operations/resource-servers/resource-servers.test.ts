import { beforeAll, describe, expect, it } from 'vitest'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { sendInVain, type Request } from '@/test/expect-refusals'
import { portalApiId } from '@/test/fixtures/operator'

let api: Api
let operator: ApiCaller
let portal: string
let plain: string
let made = 0

beforeAll(async () => {
  api = await startApi()
  operator = await api.asMachine([
    ...(['read:resource_servers', 'create:resource_servers'] as const),
    ...(['update:resource_servers', 'delete:resource_servers'] as const),
  ])
  portal = await portalApiId(api.tenant)
  plain = (await create()).id
})

const scopes = [
  { value: 'read:halls', description: 'Read halls', open_to_organizations: true },
  { value: 'write:halls', description: '', open_to_organizations: false },
]

async function create(body: object = {}): Promise<{ id: string; path: string; identifier: string }> {
  const identifier = `https://api-${++made}.tenant.test/v1`
  const { json } = await operator.send('POST', 'resource-servers', { identifier, name: 'Halls', ...body })
  return { id: String(json['id']), path: `resource-servers/${encodeURIComponent(identifier)}`, identifier }
}

function written() {
  const where = { tenantId: api.tenant.tenantId }
  return api.tenant.read(async (tx) => ({
    apis: await tx.api.findMany({ where, orderBy: { id: 'asc' } }),
    permissions: await tx.permission.count({ where }),
    open: await tx.permission.count({ where: { ...where, openToOrganizations: true } }),
    events: await tx.auditEvent.count({ where }),
  }))
}

function refused(...request: Request) {
  return sendInVain(operator, request, written)
}

const absent = {
  statusCode: 404,
  error: 'Not Found',
  message: 'The resource server does not exist',
  errorCode: 'inexistent_resource_server',
}
const wrong: [string, object][] = [
  ['an empty name', { name: '' }],
  ['a name of 201 characters', { name: 'a'.repeat(201) }],
  ['a name with brackets', { name: 'a<b>' }],
  ['a lifetime of 31 days', { token_lifetime: 2_678_400 }],
  ['half a second', { token_lifetime: 0.5 }],
  ['a lifetime for the web of 31 days', { token_lifetime_for_web: 2_678_400 }],
  ['an unknown dialect', { token_dialect: 'jwt' }],
  ['a shared secret', { signing_alg: 'HS256' }],
  ['RS512', { signing_alg: 'RS512' }],
  ['a signing secret', { signing_secret: 'x'.repeat(16) }],
  ['consent', { skip_consent_for_verifiable_first_party_clients: false }],
  ['machines without a grant', { subject_type_authorization: { client: { policy: 'allow_all' } } }],
  ['encryption', { token_encryption: { format: 'compact-nested-jwe' } }],
  ['proofs of possession', { proof_of_possession: { mechanism: 'dpop', required: true } }],
  ['a scope with a space', { scopes: [{ value: 'read halls' }] }],
  ['a scope of 281 characters', { scopes: [{ value: 'a'.repeat(281) }] }],
  ['a scope without a value', { scopes: [{ description: 'x' }] }],
  ['a scope twice', { scopes: [{ value: 'a' }, { value: 'a' }] }],
  ['1,001 scopes', { scopes: Array.from({ length: 1001 }, (_, index) => ({ value: `a:${index}` })) }],
  ['an unknown property', { color: 'red' }],
]

describe('GET /resource-servers', () => {
  it('200: by page, with totals, from a checkpoint', async () => {
    const { id: first } = await create({ name: 'AA' })
    const { id: second } = await create({ name: 'AB' })
    const { rows } = await operator.get('resource-servers?per_page=3')
    expect(rows.map(({ id }) => id)).toEqual([portal, first, second])
    expect(rows[0]).toMatchObject({ name: 'Auth0 Management API', is_system: true })
    const { json } = await operator.get('resource-servers?include_totals=true&per_page=1&page=1')
    expect(json).toMatchObject({ start: 1, limit: 1, resource_servers: [{ id: first }] })
    const one = await operator.get('resource-servers?take=1')
    const two = await operator.get(`resource-servers?take=1&from=${String(one.json['next'])}`)
    expect(two.json['resource_servers']).not.toEqual(one.json['resource_servers'])
    expect((await operator.get('resource-servers?page=9')).rows).toEqual([])
  })
  it('200: only the APIs with the requested identifiers', async () => {
    const one = await create()
    const other = await create()
    const names = [one, other].map(({ identifier }) => `identifiers=${encodeURIComponent(identifier)}`)
    expect((await operator.get(`resource-servers?${names.join('&')}`)).rows).toHaveLength(2)
    expect((await operator.get(`resource-servers?${names[0] ?? ''}`)).rows).toMatchObject([{ id: one.id }])
    expect((await operator.get('resource-servers?identifiers=x')).rows).toEqual([])
  })
  it('400: eleven identifiers, 101 rows', async () => {
    const many = Array.from({ length: 11 }, () => 'identifiers=x').join('&')
    expect((await operator.get(`resource-servers?${many}`)).status).toBe(400)
    expect((await operator.get('resource-servers?per_page=101')).status).toBe(400)
  })
})

describe('POST /resource-servers', () => {
  it('201: with the properties that are sent, and defaults for the rest', async () => {
    const identifier = 'halls&rooms/v1'
    const { status, json } = await operator.send('POST', 'resource-servers', { identifier, scopes })
    expect([status, json]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        name: identifier,
        identifier,
        is_system: false,
        scopes,
        signing_alg: 'RS256',
        allow_offline_access: false,
        enforce_policies: false,
        token_lifetime: 600,
        token_lifetime_for_web: 600,
        token_dialect: 'access_token',
        skip_consent_for_verifiable_first_party_clients: true,
        subject_type_authorization: {
          user: { policy: 'allow_all' },
          client: { policy: 'require_client_grant' },
        },
      },
    ])
  })
  it('201: what Auth0’s tools send for “none”, and a form', async () => {
    const none = { token_encryption: null, consent_policy: null, authorization_details: null }
    await create({
      ...none,
      proof_of_possession: null,
      skip_consent_for_verifiable_first_party_clients: true,
    })
    const raw = 'identifier=urn:form&enforce_policies=true&token_lifetime=60'
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const { status, json } = await operator.request('POST', 'resource-servers', { raw, headers })
    expect([status, json['enforce_policies'], json['token_lifetime']]).toEqual([201, true, 60])
  })
  it.each<[string, object]>([
    ...wrong,
    ['no identifier', { identifier: undefined }],
    ['an identifier of 601 characters', { identifier: 'a'.repeat(601) }],
    ['an identifier with a space', { identifier: 'a b' }],
  ])('400: %s', async (_, body) => {
    const { status, json } = await refused('POST', 'resource-servers', { identifier: 'urn:no', ...body })
    expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
  })
  it('409: an identifier that is taken', async () => {
    const { identifier } = await create()
    expect((await refused('POST', 'resource-servers', { identifier })).status).toBe(409)
    const builtIn = `${api.openid.tenant.url}/my-org/`
    for (const other of [{ scopes }, { name: 'Ours' }, { token_lifetime: 60 }])
      expect((await refused('POST', 'resource-servers', { identifier: builtIn, ...other })).status).toBe(409)
  })
})

describe('GET /resource-servers/{id}', () => {
  it('200: by its id, and by its identifier', async () => {
    const { id, path, identifier } = await create({ scopes })
    const { json } = await operator.get(`resource-servers/${id}`)
    expect(json).toMatchObject({ id, identifier, scopes })
    expect((await operator.get(path)).json).toEqual(json)
    const management = `resource-servers/${encodeURIComponent(`${api.openid.tenant.url}/api/v2/`)}`
    expect((await operator.get(management)).json).toMatchObject({ id: portal })
  })
  it('404: for an unknown id', async () => {
    expect((await operator.get('resource-servers/https%3A%2F%2Fno.test%2F')).json).toEqual(absent)
  })
})

describe('PATCH /resource-servers/{id}', () => {
  it('200: changes the properties that are sent, and replaces all scopes', async () => {
    const { path } = await create({ scopes })
    const input = {
      name: 'Papers',
      token_lifetime: 3600,
      token_lifetime_for_web: 60,
      signing_alg: 'PS256',
      enforce_policies: true,
      token_dialect: 'access_token_authz',
      allow_offline_access: true,
    }
    const change = { ...input, scopes: [{ value: 'read:halls' }, { value: 'delete:halls' }] }
    const { json } = await operator.send('PATCH', path, change)
    expect(json).toMatchObject({
      ...input,
      scopes: [
        { value: 'delete:halls', open_to_organizations: false },
        { value: 'read:halls', open_to_organizations: true },
      ],
    })
    const { id: _, identifier: __, is_system: ___, ...seen } = json
    expect((await refused('PATCH', path, seen)).json).toEqual(json)
  })
  it('200: of the Management API, only the lifetime can be changed; sending back the response of GET changes nothing', async () => {
    const path = `resource-servers/${portal}`
    const { id: _, identifier: __, is_system: ___, ...seen } = (await operator.get(path)).json
    expect((await refused('PATCH', path, seen)).status).toBe(200)
    const { json } = await operator.send('PATCH', path, { token_lifetime: 300 })
    expect(json).toMatchObject({ token_lifetime: 300, token_lifetime_for_web: 300 })
  })
  it.each<[string, object]>([...wrong, ['another identifier', { identifier: 'urn:other' }]])(
    '400: %s',
    async (_, body) => {
      const { status, json } = await refused('PATCH', `resource-servers/${plain}`, body)
      expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
    },
  )
  it('409: more than 10,000 permissions of all APIs', async () => {
    const { path, id } = await create({ scopes })
    const full = Array.from({ length: 10_000 }, (_, index) => ({ apiId: id, name: `do:${index}` }))
    await api.tenant.write((tx) => tx.permission.createMany({ data: full }))
    const more = await refused('PATCH', `resource-servers/${plain}`, {
      scopes: [...scopes, { value: 'more:halls' }],
    })
    const another = await refused('POST', 'resource-servers', { identifier: 'urn:more', scopes })
    await operator.send('DELETE', path)
    expect([more.status, another.status]).toEqual([409, 409])
  })
  it('400: more of the Management API', async () => {
    for (const body of [{ name: 'Mine' }, { scopes: [] }, { enforce_policies: false }])
      expect((await refused('PATCH', `resource-servers/${portal}`, body)).status).toBe(400)
  })
  it('404: for an unknown id', async () => {
    expect((await refused('PATCH', 'resource-servers/x', { name: 'New' })).json).toEqual(absent)
  })
})

describe('DELETE /resource-servers/{id}', () => {
  it('204: deletes it', async () => {
    const { path } = await create()
    expect((await operator.send('DELETE', path)).status).toBe(204)
    expect((await operator.get(path)).status).toBe(404)
  })
  it('400: the Management API', async () => {
    expect((await refused('DELETE', `resource-servers/${portal}`)).status).toBe(400)
  })
  it('404: for an unknown id', async () => {
    expect((await refused('DELETE', 'resource-servers/x')).json).toEqual(absent)
  })
})
