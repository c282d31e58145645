import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { filters, LogStreamsApi, shownSink, sink } from '@/test/fixtures/log-streams-api'

let streams: LogStreamsApi

beforeAll(async () => {
  streams = await LogStreamsApi.open()
})
beforeEach(() => streams.removeAll())

describe('POST /log-streams', () => {
  it('200: by HTTP, in Auth0’s form; no secret is returned, logged or stored in clear text', async () => {
    const { status, json, id, text } = await streams.create({ filters })
    expect(status).toBe(200)
    expect(json).toEqual({
      id: expect.stringMatching(/^lst_/),
      name: 'House logs',
      type: 'http',
      status: 'active',
      isPriority: false,
      filters: filters.toReversed(),
      sink: shownSink,
    })
    expect(await streams.headersOf(id)).toEqual({
      authorization: 'Bearer very-secret',
      'x-source': 'also-secret',
    })
    const [event] = await streams.lastEvents(1)
    expect(event).toMatchObject({ type: 'log_stream.created', targetId: id })
    for (const output of [text, JSON.stringify(event), JSON.stringify(await streams.row(id))])
      expect(output).not.toMatch(/very-secret|also-secret/)
    expect((await streams.caller.get(`log-streams/${id}`)).json).toEqual(json)
    expect((await streams.caller.get('log-streams')).rows).toEqual([json])
  })

  it('200: with Auth0’s defaults', async () => {
    const { json } = await streams.create({ sink: { httpEndpoint: sink.httpEndpoint }, isPriority: false })
    expect(json['filters']).toEqual([])
    expect(json['sink']).toEqual({
      httpEndpoint: sink.httpEndpoint,
      httpContentType: 'application/json',
      httpContentFormat: 'JSONLINES',
    })
  })

  it('200: into files', async () => {
    const { json } = await streams.create({ type: 'file', sink: {} })
    expect(json).toMatchObject({ type: 'file', sink: {}, status: 'active' })
  })

  it('200: from a given time', async () => {
    const { id } = await streams.create({ startFrom: '2026-01-02T03:04:05+01:00' })
    expect((await streams.row(id)).readUntil.toISOString()).toBe('2026-01-02T02:04:05.000Z')
  })

  it('400: another type, and the message says which are supported', async () => {
    for (const type of ['datadog', 'splunk', 'eventbridge', 'eventgrid', 'sumo', 'mixpanel', 'segment']) {
      const { status, json } = await streams.create({ type, sink: { region: 'eu' } })
      expect([status, json['message']]).toEqual([
        400,
        "Payload validation error: 'The supported types are http and file.' on property type.",
      ])
    }
  })

  it.each<[string, object]>([
    ['no endpoint', { sink: {} }],
    ['an address that is not public', { sink: { httpEndpoint: 'https://10.0.0.1/' } }],
    ['no https', { sink: { httpEndpoint: 'http://logs.tenant.test/' } }],
    ['a password in the endpoint', { sink: { httpEndpoint: 'https://a:b@logs.tenant.test/' } }],
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
    const { status, json } = await streams.create(body)
    expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
    expect(await streams.api.tenant.read((tx) => tx.logStream.count())).toBe(0)
  })

  it('409: an eleventh, also of several at once', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 13 }, async () => (await streams.create()).status),
    )
    expect(statuses.toSorted()).toEqual([...Array<number>(10).fill(200), 409, 409, 409])
  })
})
