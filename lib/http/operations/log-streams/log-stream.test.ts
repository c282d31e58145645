import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { expectRefusals } from '@/test/expect-refusals'
import { createPausedLogStream } from '@/test/fixtures/log-stream-rows'
import { filters, LogStreamsApi, shownSink, sink } from '@/test/fixtures/log-streams-api'
import { createTestTenant } from '@/test/fixtures/tenant'

let streams: LogStreamsApi
let foreignId: string

beforeAll(async () => {
  streams = await LogStreamsApi.open()
  foreignId = await (await createTestTenant()).write(createPausedLogStream)
})
beforeEach(() => streams.removeAll())

describe('PATCH /log-streams/{id}', () => {
  it('200: changes what is sent, and keeps the rest', async () => {
    const { id, json } = await streams.create({ filters })
    const changed = await streams.caller.send('PATCH', `log-streams/${id}`, {
      name: 'Other',
      sink: { httpEndpoint: 'https://logs.tenant.test/other' },
    })
    expect(changed.json).toEqual({
      ...json,
      name: 'Other',
      sink: { ...shownSink, httpEndpoint: 'https://logs.tenant.test/other' },
    })
    expect(await streams.headersOf(id)).toEqual({
      authorization: 'Bearer very-secret',
      'x-source': 'also-secret',
    })
  })

  it('200: sending back the response changes nothing', async () => {
    const { id, json } = await streams.create({ filters })
    const { name, status, sink: answered, isPriority } = json
    const before = await streams.row(id)
    const again = await streams.caller.send('PATCH', `log-streams/${id}`, {
      name,
      status,
      isPriority,
      filters,
      sink: answered,
    })
    expect(again.json).toEqual(json)
    expect(await streams.headersOf(id)).toEqual({
      authorization: 'Bearer very-secret',
      'x-source': 'also-secret',
    })
    expect((await streams.row(id)).readUntil).toEqual(before.readUntil)
  })

  it('200: pauses and resumes, each with an event', async () => {
    const { id } = await streams.create()
    await streams.api.tenant.write((tx) =>
      tx.logStream.updateMany({ data: { failingSince: new Date(0), problem: 'status', status: 500 } }),
    )
    for (const status of ['paused', 'paused', 'active'])
      expect((await streams.caller.send('PATCH', `log-streams/${id}`, { status })).json['status']).toBe(
        status,
      )
    expect((await streams.lastEvents(2)).map(({ type }) => type)).toEqual([
      'log_stream.resumed',
      'log_stream.paused',
    ])
    expect(await streams.row(id)).toMatchObject({
      state: 'active',
      failingSince: null,
      problem: null,
      status: null,
    })
  })

  it('200: replaces and removes headers', async () => {
    const { id } = await streams.create()
    const at = `log-streams/${id}`
    await streams.caller.send('PATCH', at, { sink: { httpAuthorization: 'Basic other' } })
    expect(await streams.headersOf(id)).toEqual({ authorization: 'Basic other', 'x-source': 'also-secret' })
    expect((await streams.lastEvents(1))[0]?.details).toMatchObject({ headersReplaced: true })
    await streams.caller.send('PATCH', at, { sink: { httpAuthorization: '', httpCustomHeaders: [] } })
    expect(await streams.row(id)).toMatchObject({ headerNames: [], sealedHeaders: null })
  })

  it('400: an endpoint of another origin, unless every secret is sent again', async () => {
    const { id } = await streams.create()
    const at = `log-streams/${id}`
    const elsewhere = { httpEndpoint: 'https://other.test/in' }
    for (const given of [
      {},
      { httpAuthorization: 'Bearer new' },
      { httpCustomHeaders: [{ header: 'x-source', value: 'new' }] },
      { httpAuthorization: 'Bearer new', httpCustomHeaders: [{ header: 'x-source' }] },
    ]) {
      const { status } = await streams.caller.send('PATCH', at, { sink: { ...elsewhere, ...given } })
      expect(status, JSON.stringify(given)).toBe(400)
    }
    expect((await streams.row(id)).endpoint).toBe(sink.httpEndpoint)
    const all = {
      ...elsewhere,
      httpAuthorization: '',
      httpCustomHeaders: [{ header: 'x-source', value: 'new' }],
    }
    expect((await streams.caller.send('PATCH', at, { sink: all })).status).toBe(200)
    expect(await streams.headersOf(id)).toEqual({ 'x-source': 'new' })
  })

  it('400: suspended, unless it is suspended already; settings of HTTP for files; a type', async () => {
    const { id } = await streams.create()
    const { id: fileId } = await streams.create({ type: 'file', sink: {} })
    await expectRefusals(
      { tenant: streams.api.tenant, caller: streams.caller },
      [
        ['PATCH', `log-streams/${id}`, { status: 'suspended' }],
        ['PATCH', `log-streams/${id}`, { type: 'file' }],
        ['PATCH', `log-streams/${fileId}`, { sink: { httpEndpoint: sink.httpEndpoint } }],
        ['PATCH', `log-streams/${fileId}`, { sink: { path: '/tmp' } }],
      ],
      { status: 400, errorCode: 'invalid_body' },
    )
    await streams.api.tenant.write((tx) => tx.logStream.updateMany({ data: { state: 'suspended' } }))
    expect((await streams.caller.send('PATCH', `log-streams/${id}`, { status: 'suspended' })).status).toBe(
      200,
    )
  })
})

describe('DELETE /log-streams/{id}', () => {
  it('204: with an event', async () => {
    const { id } = await streams.create()
    expect((await streams.caller.send('DELETE', `log-streams/${id}`)).status).toBe(204)
    expect((await streams.lastEvents(1))[0]).toMatchObject({ type: 'log_stream.deleted', targetId: id })
    expect((await streams.caller.get(`log-streams/${id}`)).status).toBe(404)
  })
})

it('404: an unknown log stream, and another tenant’s', () =>
  expectRefusals(
    { tenant: streams.api.tenant, caller: streams.caller },
    [newId('logStream'), foreignId].flatMap((id) => [
      ['GET', `log-streams/${id}`],
      ['PATCH', `log-streams/${id}`, { status: 'paused' }],
      ['DELETE', `log-streams/${id}`],
    ]),
    { status: 404, errorCode: 'inexistent_log_stream' },
  ))
