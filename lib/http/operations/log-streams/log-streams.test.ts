import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openHeaders } from '@/lib/domain/log-streams/log-stream-headers'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { expectRefusals } from '@/test/expect-refusals'
import { createPausedLogStream } from '@/test/fixtures/log-stream-rows'
import { createTestTenant } from '@/test/fixtures/tenant'

const scopes = ['read:log_streams', 'create:log_streams', 'update:log_streams', 'delete:log_streams'] as const

let api: Api
let caller: ApiCaller
let foreignId: string

beforeAll(async () => {
  api = await startApi()
  caller = await api.asMachine(scopes)
  foreignId = await (await createTestTenant()).write(createPausedLogStream)
})
beforeEach(() => api.tenant.write((tx) => tx.logStream.deleteMany()))

const sink = {
  httpEndpoint: 'https://logs.house.test/in',
  httpContentType: 'application/json',
  httpContentFormat: 'JSONARRAY',
  httpAuthorization: 'Bearer very-secret',
  httpCustomHeaders: [{ header: 'X-Source', value: 'also-secret' }],
}
const shown = {
  httpEndpoint: 'https://logs.house.test/in',
  httpContentType: 'application/json',
  httpContentFormat: 'JSONARRAY',
  httpCustomHeaders: [{ header: 'x-source' }],
}
const filters = [
  { type: 'category', name: 'user.fail' },
  { type: 'category', name: 'auth.login.fail' },
]

async function create(body: object = {}) {
  const answer = await caller.send('POST', 'log-streams', { name: 'House logs', type: 'http', sink, ...body })
  return { ...answer, id: String(answer.json['id']) }
}

function row(id: string) {
  const { tenantId } = api.tenant
  return api.tenant.read((tx) => tx.logStream.findUniqueOrThrow({ where: { tenantId_id: { tenantId, id } } }))
}

async function headersOf(id: string) {
  const { tenantId } = api.tenant
  return openHeaders({ tenantId, streamId: id }, (await row(id)).sealedHeaders)
}

function lastEvents(take: number) {
  return api.tenant.read((tx) =>
    tx.auditEvent.findMany({
      where: { tenantId: api.tenant.tenantId },
      orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
      take,
    }),
  )
}

describe('POST /log-streams', () => {
  it('200: by HTTP, in Auth0’s form, and no secret is answered, logged or stored in clear', async () => {
    const { status, json, id, text } = await create({ filters })
    expect(status).toBe(200)
    expect(json).toEqual({
      id: expect.stringMatching(/^lst_/),
      name: 'House logs',
      type: 'http',
      status: 'active',
      isPriority: false,
      filters: filters.toReversed(),
      sink: shown,
    })
    expect(await headersOf(id)).toEqual({ authorization: 'Bearer very-secret', 'x-source': 'also-secret' })
    const [event] = await lastEvents(1)
    expect(event).toMatchObject({ type: 'log_stream.created', targetId: id })
    for (const said of [text, JSON.stringify(event), JSON.stringify(await row(id))])
      expect(said).not.toMatch(/very-secret|also-secret/)
    expect((await caller.get(`log-streams/${id}`)).json).toEqual(json)
    expect((await caller.get('log-streams')).rows).toEqual([json])
  })

  it('200: with what Auth0 takes if nothing is said', async () => {
    const { json } = await create({ sink: { httpEndpoint: sink.httpEndpoint }, isPriority: false })
    expect(json['filters']).toEqual([])
    expect(json['sink']).toEqual({
      httpEndpoint: sink.httpEndpoint,
      httpContentType: 'application/json',
      httpContentFormat: 'JSONLINES',
    })
  })

  it('200: into files', async () => {
    const { json } = await create({ type: 'file', sink: {} })
    expect(json).toMatchObject({ type: 'file', sink: {}, status: 'active' })
  })

  it('200: from a time on', async () => {
    const { id } = await create({ startFrom: '2026-01-02T03:04:05+01:00' })
    expect((await row(id)).readUntil.toISOString()).toBe('2026-01-02T02:04:05.000Z')
  })

  it('400: another type, and the message says which are supported', async () => {
    for (const type of ['datadog', 'splunk', 'eventbridge', 'eventgrid', 'sumo', 'mixpanel', 'segment']) {
      const { status, json } = await create({ type, sink: { region: 'eu' } })
      expect([status, json['message']]).toEqual([
        400,
        "Payload validation error: 'The supported types are http and file.' on property type.",
      ])
    }
  })

  it.each<[string, object]>([
    ['no endpoint', { sink: {} }],
    ['an address that is not public', { sink: { httpEndpoint: 'https://10.0.0.1/' } }],
    ['no https', { sink: { httpEndpoint: 'http://logs.house.test/' } }],
    ['a password in the endpoint', { sink: { httpEndpoint: 'https://a:b@logs.house.test/' } }],
    ['another scheme', { sink: { httpEndpoint: 'file:///etc/passwd' } }],
    ['a line break in the authorization', { sink: { ...sink, httpAuthorization: 'a\r\nx-other: b' } }],
    ['a line break in a header', { sink: { ...sink, httpCustomHeaders: [{ header: 'a', value: 'b\nc' }] } }],
    ['a header of HTTP’s own', { sink: { ...sink, httpCustomHeaders: [{ header: 'Host', value: 'x' }] } }],
    ['a header that is no name', { sink: { ...sink, httpCustomHeaders: [{ header: 'a b', value: 'x' }] } }],
    ['a header without a value', { sink: { ...sink, httpCustomHeaders: [{ header: 'x-a' }] } }],
    ['a content type that is none', { sink: { ...sink, httpContentType: 'a\r\nb: c' } }],
    ['another format', { sink: { ...sink, httpContentFormat: 'CSV' } }],
    ['a category that does not exist', { filters: [{ type: 'category', name: 'auth.other' }] }],
    ['a path for files', { type: 'file', sink: { path: '/etc/cron.d/x' } }],
    ['settings of HTTP for files', { type: 'file', sink }],
    ['masking', { pii_config: { log_fields: ['email'] } }],
    ['a priority', { isPriority: true }],
    ['a time that is none', { startFrom: 'yesterday' }],
    ['a name with a link', { name: 'https://other.test' }],
  ])('400: %s', async (_, body) => {
    const { status, json } = await create(body)
    expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
    expect(await api.tenant.read((tx) => tx.logStream.count())).toBe(0)
  })

  it('409: an eleventh, also of several at once', async () => {
    const statuses = await Promise.all(Array.from({ length: 13 }, async () => (await create()).status))
    expect(statuses.toSorted()).toEqual([...Array<number>(10).fill(200), 409, 409, 409])
  })
})

describe('PATCH /log-streams/{id}', () => {
  it('200: changes what is sent, and keeps the rest', async () => {
    const { id, json } = await create({ filters })
    const changed = await caller.send('PATCH', `log-streams/${id}`, {
      name: 'Other',
      sink: { httpEndpoint: 'https://logs.house.test/other' },
    })
    expect(changed.json).toEqual({
      ...json,
      name: 'Other',
      sink: { ...shown, httpEndpoint: 'https://logs.house.test/other' },
    })
    expect(await headersOf(id)).toEqual({ authorization: 'Bearer very-secret', 'x-source': 'also-secret' })
  })

  it('200: as it was answered, without a change', async () => {
    const { id, json } = await create({ filters })
    const { name, status, sink: answered, isPriority } = json
    const before = await row(id)
    const again = await caller.send('PATCH', `log-streams/${id}`, {
      name,
      status,
      isPriority,
      filters,
      sink: answered,
    })
    expect(again.json).toEqual(json)
    expect(await headersOf(id)).toEqual({ authorization: 'Bearer very-secret', 'x-source': 'also-secret' })
    expect((await row(id)).readUntil).toEqual(before.readUntil)
  })

  it('200: pauses and resumes, each with an event', async () => {
    const { id } = await create()
    await api.tenant.write((tx) =>
      tx.logStream.updateMany({ data: { failingSince: new Date(0), problem: 'status', status: 500 } }),
    )
    for (const status of ['paused', 'paused', 'active'])
      expect((await caller.send('PATCH', `log-streams/${id}`, { status })).json['status']).toBe(status)
    expect((await lastEvents(2)).map(({ type }) => type)).toEqual(['log_stream.resumed', 'log_stream.paused'])
    expect(await row(id)).toMatchObject({ state: 'active', failingSince: null, problem: null, status: null })
  })

  it('200: replaces and removes headers', async () => {
    const { id } = await create()
    const at = `log-streams/${id}`
    await caller.send('PATCH', at, { sink: { httpAuthorization: 'Basic other' } })
    expect(await headersOf(id)).toEqual({ authorization: 'Basic other', 'x-source': 'also-secret' })
    expect((await lastEvents(1))[0]?.details).toMatchObject({ headersReplaced: true })
    await caller.send('PATCH', at, { sink: { httpAuthorization: '', httpCustomHeaders: [] } })
    expect(await row(id)).toMatchObject({ headerNames: [], sealedHeaders: null })
  })

  it('400: another host, unless every secret is sent again', async () => {
    const { id } = await create()
    const at = `log-streams/${id}`
    const elsewhere = { httpEndpoint: 'https://other.test/in' }
    for (const given of [
      {},
      { httpAuthorization: 'Bearer new' },
      { httpCustomHeaders: [{ header: 'x-source', value: 'new' }] },
      { httpAuthorization: 'Bearer new', httpCustomHeaders: [{ header: 'x-source' }] },
    ]) {
      const { status } = await caller.send('PATCH', at, { sink: { ...elsewhere, ...given } })
      expect(status, JSON.stringify(given)).toBe(400)
    }
    expect((await row(id)).endpoint).toBe(sink.httpEndpoint)
    const all = {
      ...elsewhere,
      httpAuthorization: '',
      httpCustomHeaders: [{ header: 'x-source', value: 'new' }],
    }
    expect((await caller.send('PATCH', at, { sink: all })).status).toBe(200)
    expect(await headersOf(id)).toEqual({ 'x-source': 'new' })
  })

  it('400: suspended, unless it is; settings of files; a type', async () => {
    const [{ id }, { id: fileId }] = [await create(), await create({ type: 'file', sink: {} })]
    await expectRefusals(
      { tenant: api.tenant, caller },
      [
        ['PATCH', `log-streams/${id}`, { status: 'suspended' }],
        ['PATCH', `log-streams/${id}`, { type: 'file' }],
        ['PATCH', `log-streams/${fileId}`, { sink: { httpEndpoint: sink.httpEndpoint } }],
        ['PATCH', `log-streams/${fileId}`, { sink: { path: '/tmp' } }],
      ],
      { status: 400, errorCode: 'invalid_body' },
    )
    await api.tenant.write((tx) => tx.logStream.updateMany({ data: { state: 'suspended' } }))
    expect((await caller.send('PATCH', `log-streams/${id}`, { status: 'suspended' })).status).toBe(200)
  })
})

describe('DELETE /log-streams/{id}', () => {
  it('204: with an event', async () => {
    const { id } = await create()
    expect((await caller.send('DELETE', `log-streams/${id}`)).status).toBe(204)
    expect((await lastEvents(1))[0]).toMatchObject({ type: 'log_stream.deleted', targetId: id })
    expect((await caller.get(`log-streams/${id}`)).status).toBe(404)
  })
})

it('404: an unknown log stream, and another tenant’s', () =>
  expectRefusals(
    { tenant: api.tenant, caller },
    [newId('logStream'), foreignId].flatMap((id) => [
      ['GET', `log-streams/${id}`],
      ['PATCH', `log-streams/${id}`, { status: 'paused' }],
      ['DELETE', `log-streams/${id}`],
    ]),
    { status: 404, errorCode: 'inexistent_log_stream' },
  ))
