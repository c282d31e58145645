import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { newId } from '@/lib/ids'
import { type Api, type ApiCaller, startApi } from '@/test/api'
import { expectRefusals } from '@/test/expect-refusals'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

const scopes = [
  'read:self_service_profiles',
  'create:self_service_profiles',
  'update:self_service_profiles',
  'delete:self_service_profiles',
] as const

const path = 'self-service-profiles'
const email = { name: 'email', description: 'The work address', is_optional: false }
const whole = {
  name: 'Enterprise',
  description: 'For customers',
  user_attributes: [email],
  allowed_strategies: ['samlp', 'okta'],
}

let api: Api
let caller: ApiCaller

beforeAll(async () => {
  api = await startApi()
  caller = await api.asMachine(scopes)
})

beforeEach(() => api.tenant.write((tx) => tx.selfServiceProfile.deleteMany()))

async function created(body: object = whole): Promise<{ id: string; json: Record<string, unknown> }> {
  const { status, json, text } = await caller.send('POST', path, body)
  expect(status, text).toBe(201)
  return { id: String(json['id']), json }
}

function events(type: string) {
  return api.tenant.read((tx) =>
    tx.auditEvent.findMany({ where: { tenantId: api.tenant.tenantId, type }, orderBy: { id: 'asc' } }),
  )
}

describe('/self-service-profiles', () => {
  it('201, 200 and 204: in Auth0’s form, each change with an event', async () => {
    const { id, json } = await created()
    expect(json).toEqual({
      id: expect.stringMatching(/^ssp_\w{16}$/),
      ...whole,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    })
    expect((await caller.get(`${path}/${id}`)).json).toEqual(json)
    expect((await caller.get(path)).rows).toEqual([json])
    const page = await caller.get(`${path}?include_totals=true&per_page=1`)
    expect(page.json).toEqual({ start: 0, limit: 1, total: 1, self_service_profiles: [json] })

    const changes = { name: 'Basic', user_attributes: null, allowed_strategies: [], description: null }
    const changed = await caller.send('PATCH', `${path}/${id}`, changes)
    expect(changed.json).toMatchObject({ name: 'Basic', user_attributes: [], allowed_strategies: [] })
    expect(changed.json).not.toHaveProperty('description')
    expect((await caller.send('PATCH', `${path}/${id}`, changes)).json).toEqual(changed.json)
    expect((await caller.send('DELETE', `${path}/${id}`)).status).toBe(204)
    expect((await caller.get(`${path}/${id}`)).status).toBe(404)
    for (const type of ['created', 'changed', 'deleted'])
      expect(await events(`self_service_profile.${type}`)).toMatchObject([{ targetId: id }])
  })

  it('201: with a name alone', async () => {
    const { json } = await created({ name: 'Bare' })
    expect(json).toMatchObject({ name: 'Bare', user_attributes: [], allowed_strategies: [] })
  })

  it('200: the introduction of the first page, which PUT replaces', async () => {
    const { id } = await created()
    const at = `${path}/${id}/custom-text/en/get-started`
    expect((await caller.get(at)).json).toEqual({})
    const text = { introduction: 'Connect it.\nThen test it.' }
    expect((await caller.send('PUT', at, text)).json).toEqual(text)
    expect((await caller.get(at)).json).toEqual(text)
    expect((await caller.send('PUT', at, {})).json).toEqual({})
    await expectRefusals(
      { tenant: api.tenant, caller },
      [
        { introduction: '<b>Connect</b>' },
        { introduction: '' },
        { introduction: 'x'.repeat(2001) },
        { title: 'x' },
      ].map((body) => ['PUT', at, body]),
      { status: 400, errorCode: 'invalid_body' },
    )
    for (const other of ['de/get-started', 'en/finish'])
      expect((await caller.get(`${path}/${id}/custom-text/${other}`)).status, other).toBe(404)
  })

  it.each<[string, object]>([
    ['no name', { name: undefined }],
    ['an empty name', { name: ' ' }],
    ['a name of 101 characters', { name: 'x'.repeat(101) }],
    ['a description of 141 characters', { description: 'x'.repeat(141) }],
    ['an attribute that Foyer does not read', { user_attributes: [{ ...email, name: 'nickname' }] }],
    ['an attribute twice', { user_attributes: [email, email] }],
    ['an attribute without a description', { user_attributes: [{ ...email, description: undefined }] }],
    ['a strategy that set-up links do not offer', { allowed_strategies: ['adfs'] }],
    ['a strategy twice', { allowed_strategies: ['oidc', 'oidc'] }],
    ['branding, which the organization has', { branding: { colors: { primary: '#112233' } } }],
    ['a user attribute profile', { user_attribute_profile_id: 'uap_1' }],
    ['an id', { id: 'ssp_4kGkQ2bD9sXw7Lm1' }],
  ])('400: %s', async (_, body) => {
    const { id } = await created()
    await expectRefusals(
      { tenant: api.tenant, caller },
      [
        ['POST', path, { ...whole, ...body }],
        ...('name' in body && body.name === undefined ? [] : [['PATCH', `${path}/${id}`, body] as const]),
      ],
      { status: 400, errorCode: 'invalid_body' },
    )
  })

  it('409: the 21st, also of several at once', async () => {
    await api.tenant.write((tx) =>
      tx.selfServiceProfile.createMany({
        data: Array.from({ length: 18 }, () => ({ id: newId('selfServiceProfile'), name: 'Many' })),
      }),
    )
    const statuses = await Promise.all(
      Array.from({ length: 5 }, async () => (await caller.send('POST', path, whole)).status),
    )
    expect(statuses.toSorted()).toEqual([201, 201, 409, 409, 409])
  })
})
