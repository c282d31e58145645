import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { startApi, type Api, type ApiAnswer, type ApiCaller } from '@/test/api'

let api: Api
let operator: ApiCaller

beforeAll(async () => {
  api = await startApi()
  operator = await api.asMachine([
    ...(['create:organizations', 'read:organizations', 'update:organizations'] as const),
    ...(['read:clients', 'create:clients'] as const),
  ])
})

function newName(): string {
  return `input-${randomUUID().slice(0, 13)}`
}

function post(
  raw: string | Uint8Array<ArrayBuffer>,
  type: string,
  path = 'organizations',
): Promise<ApiAnswer> {
  return operator.request('POST', path, { headers: { 'content-type': type }, raw })
}

const form = 'application/x-www-form-urlencoded'

describe('a form', () => {
  it.each([form, `${form}; charset=utf-8`, 'Application/X-WWW-Form-URLEncoded'])(
    'is a body as JSON is: %s',
    async (type) => {
      const name = newName()
      const { status, json } = await post(`name=${name}&display_name=A+%26+B&metadata[plan]=gold`, type)
      expect(status).toBe(201)
      expect(json).toMatchObject({ name, display_name: 'A & B', metadata: { plan: 'gold' } })
    },
  )

  it.each([
    ['with []', 'callbacks[]=https://one.test/'],
    ['by repetition', 'callbacks=https://one.test/&callbacks=https://two.test/'],
  ])('has lists %s', async (_, fields) => {
    const { status, json } = await post(`name=Formed&app_type=regular_web&${fields}`, form, 'clients')
    expect(status).toBe(201)
    expect(json['callbacks']).toEqual(fields.match(/https:\/\/\w+\.test\//g))
  })

  it.each([
    'metadata=x&metadata[plan]=gold',
    'metadata[plan]=gold&metadata=x',
    'metadata[]=x&metadata[plan]=gold',
    '__proto__[name]=x',
    'metadata[__proto__]=x',
    'a[b][c][d][e][f]=x',
    '[]=x',
    'display_name=%00',
    'constructor[prototype][name]=x',
  ])('400 for names that are not valid: %s', async (fields) => {
    const name = newName()
    expect((await post(`name=${name}&${fields}`, form)).status).toBe(400)
    expect(await api.tenant.read((tx) => tx.organizationSlug.count({ where: { slug: name } }))).toBe(0)
    expect(Reflect.get({}, 'name')).toBeUndefined()
  })
})

describe('a body', () => {
  it('413: beyond 100 KB, whether it says so or not', async () => {
    const name = newName()
    const raw = JSON.stringify({ name, display_name: 'x'.repeat(103_000) })
    const declared = await operator.request('POST', 'organizations', {
      headers: { 'content-length': String(raw.length) },
      raw,
    })
    expect([declared.status, declared.json['errorCode']]).toEqual([413, 'payload_too_large'])
    expect((await operator.request('POST', 'organizations', { raw })).status).toBe(413)
    expect((await post(`name=${name}&display_name=${'x'.repeat(103_000)}`, form)).status).toBe(413)
  })

  it.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ['nested too deep', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['an object nested too deep', '{"metadata":'.repeat(7_000) + '1' + '}'.repeat(7_000)],
    ['with __proto__', '{"name":"x","__proto__":{"a":1}}'],
    ['with __proto__ inside', '{"name":"x","metadata":{"__proto__":"a"}}'],
    ['with NUL', '{"name":"x","display_name":"a\\u0000"}'],
    ['with half a character', '{"name":"x","display_name":"a\\ud800"}'],
    ['with half a character for a name', '{"name":"x","metadata":{"\\udc00":"a"}}'],
    ['that is no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
    ['that is cut off', '{"name":'],
    ['that is a list', '[]'],
    ['that is null', 'null'],
  ])('400: %s', async (_, raw) => {
    expect((await post(raw, 'application/json')).status).toBe(400)
  })
})

describe('the parameter fields', () => {
  it('selects the properties of one resource and of a list, or leaves them out', async () => {
    const name = newName()
    const client = (await operator.send('POST', 'clients', { name })).json
    const path = `clients/${String(client['client_id'])}`
    expect((await operator.get(`${path}?fields=name,client_id`)).json).toEqual({
      name,
      client_id: client['client_id'],
    })
    const without = (await operator.get(`${path}?fields=name&include_fields=false`)).json
    expect('name' in without).toBe(false)
    expect(without['client_id']).toBe(client['client_id'])
    const { json: page } = await operator.get('clients?fields=name&include_totals=true')
    expect(page['total']).toBeGreaterThan(1)
    expect(JSON.stringify(page['clients'])).toMatch(/^\[(\{"name":"[^"]*"\},?)+\]$/)
  })

  it.each(['name,%00', 'a b', '$where', 'name,,id'])('400: %s', async (fields) => {
    expect((await operator.get(`clients?fields=${encodeURIComponent(fields)}`)).status).toBe(400)
  })
})

it('the event has the X-Request-Id', async () => {
  const id = randomUUID()
  const done = await operator.request('POST', 'organizations', {
    headers: { 'x-request-id': id },
    raw: JSON.stringify({ name: newName() }),
  })
  const events = await api.tenant.read((tx) => tx.auditEvent.findMany({ where: { requestId: id } }))
  const targets = events.map(({ type, targetId }) => [type, targetId])
  expect(targets).toContainEqual(['organization.created', done.json['id']])
})
