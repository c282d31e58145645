import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { bypassRowSecurity, change } from '@/lib/db/transaction'
import { claimBatch } from '@/lib/domain/log-streams/claim-batch'
import { testLogStream } from '@/lib/domain/log-streams/test-log-stream'
import { updateLogStream } from '@/lib/domain/log-streams/update-log-stream'
import { getLog } from '@/lib/domain/audit/list-logs'
import { logWire } from '@/lib/http/auth0/log'
import { LogStreaming, marksOf } from '@/test/fixtures/log-streaming'
import { createTestTenant } from '@/test/fixtures/tenant'

const streaming = await LogStreaming.open()
const { tenant, receiver, access } = streaming
const { tenantId } = tenant
afterEach(() => streaming.removeAll())
afterAll(() => streaming.close())

function received(path: string, marks: readonly string[]) {
  return streaming.eventually(() => expect(marksOf(streaming.rows(path))).toEqual(marks))
}

function failed(id: string, problem: string, status: number | null = null) {
  return streaming.eventually(async () => expect(await streaming.row(id)).toMatchObject({ problem, status }))
}

function eventsAt(path: string): unknown[] {
  return streaming.rows(path).map(({ details }) => details['event'])
}

describe('events', () => {
  it('are sent as /api/v2/logs has them, with the headers', async () => {
    const { id, path } = await streaming.opened({ authorization: 'Bearer house' })
    const marks = await streaming.write(3)
    await received(path, marks)
    const [request] = receiver.at(path)
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer house',
      'content-type': 'application/json',
    })
    for (const row of request?.payload ?? [])
      expect(row).toEqual(JSON.parse(JSON.stringify(logWire(await getLog(access, row.log_id)))))
    await streaming.eventually(async () =>
      expect(await streaming.row(id)).toMatchObject({
        deliveredAt: expect.any(Date),
        problem: null,
        status: 204,
        lease: null,
      }),
    )
  })

  it('are sent as lines, as an array, or one by one', async () => {
    const [lines, array, object] = await Promise.all([
      streaming.opened({ contentFormat: 'JSONLINES' }),
      streaming.opened({ contentFormat: 'JSONARRAY' }),
      streaming.opened({ contentFormat: 'JSONOBJECT' }),
    ])
    const marks = await streaming.write(3)
    for (const { path } of [lines, array, object]) await received(path, marks)
    expect(receiver.at(lines.path).map(({ body }) => body.split('\n').length)).toEqual([4])
    expect(receiver.at(array.path).map(({ body }) => body.at(0))).toEqual(['['])
    expect(receiver.at(object.path).map(({ body }) => body.at(0))).toEqual(['{', '{', '{'])
  })

  it('are those of the chosen categories; and the test event, whatever is chosen', async () => {
    const [chosen, other] = [await streaming.opened({ categories: ['user.fail'] }), await streaming.opened()]
    await streaming.write(2)
    const refused = await streaming.write(1, 'password.reset_refused')
    await streaming.write(1, 'session.started')
    await testLogStream(access, chosen.id)
    // It comes last: once it is there, nothing before it is missing or still to come.
    await testLogStream(access, other.id)
    await streaming.eventually(() => {
      expect(eventsAt(chosen.path)).toEqual(['password.reset_refused', 'log_stream.test_sent'])
    })
    expect(marksOf(streaming.rows(chosen.path))[0]).toBe(refused[0])
    await streaming.eventually(() => {
      expect(eventsAt(other.path)).toEqual(['password.changed', 'password.changed', 'log_stream.test_sent'])
    })
  })

  it('are sent in order and once, in batches, while several processes read', async () => {
    const stop = [streaming.start(), streaming.start()]
    const { path } = await streaming.opened()
    const marks: string[] = []
    for (let round = 0; round < 5; round++) marks.push(...(await streaming.write(60)))
    await received(path, marks)
    expect(receiver.at(path).length).toBeGreaterThan(1)
    for (const { payload } of receiver.at(path)) expect(payload.length).toBeLessThanOrEqual(100)
    await Promise.all(stop.map((end) => end()))
  })

  it('are at most 256 KB at once', async () => {
    const { path } = await streaming.opened()
    await change(bypassRowSecurity('a test writes large events', tenantId), () => {
      const event = {
        type: 'password.changed',
        details: { mark: 'large', text: 'x'.repeat(100_000) },
      } as const
      return Promise.resolve({ result: undefined, events: [event, event, event, event] })
    })
    await received(path, Array<string>(4).fill('large'))
    expect(receiver.at(path).map(({ payload }) => payload.length)).toEqual([2, 2])
  })

  it('are not passed over if their transaction commits after later ones', async () => {
    const { id: streamId, path } = await streaming.opened()
    const [isWritten, late] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
    const writing = change(bypassRowSecurity('a test writes late', tenantId), async (tx) => {
      await tx.$executeRaw`SELECT foyer.write_audit_events(${JSON.stringify([
        { id: 'log_late', type: 'password.changed', details: { mark: 'late' }, actorKind: 'system' },
      ])}::jsonb, '{}'::jsonb)`
      isWritten.resolve(undefined)
      await late.promise
      return { result: undefined, events: 'bookkeeping' as const }
    })
    await isWritten.promise
    const marks = await streaming.write(2)
    await streaming.eventually(async () => expect(await claimBatch({ tenantId, streamId })).toBeNull())
    expect(streaming.rows(path)).toEqual([])
    late.resolve(undefined)
    await writing
    await received(path, ['late', ...marks])
  })

  it('are those of the tenant alone', async () => {
    const { path } = await streaming.opened({ categories: [] })
    const foreign = await createTestTenant()
    await foreign.createOrganization({ owner: await foreign.createUser() })
    const [mark] = await streaming.write(1)
    await streaming.eventually(() => expect(marksOf(streaming.rows(path))).toContain(mark))
    for (const { log_id: id } of streaming.rows(path)) expect((await getLog(access, id)).id).toBe(id)
  })
})

describe('a receiver that fails', () => {
  it.each([
    ['an error', { status: 500 }, ['status', 500]],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, ['redirect', 302]],
    ['no answer in time', 'hang', ['timeout', null]],
  ] as const)('by %s gets the same events again, and none is lost', async (_, answer, [problem, status]) => {
    const { id, path } = await streaming.opened({}, answer)
    const marks = await streaming.write(2)
    await failed(id, problem, status)
    const { holdUntil, failingSince, deliveredAt } = await streaming.row(id)
    expect(Number(holdUntil)).toBeGreaterThan(Number(failingSince))
    expect(deliveredAt).toBeNull()
    await streaming.retryNow(id)
    await received(path, [...marks, ...marks])
    await streaming.eventually(async () =>
      expect(await streaming.row(id)).toMatchObject({ problem: null, failingSince: null, holdUntil: null }),
    )
  })

  it('after some of single objects gets the others only', async () => {
    const { id, path } = await streaming.opened(
      { contentFormat: 'JSONOBJECT' },
      { status: 204 },
      { status: 503, headers: { 'retry-after': '3000' } },
    )
    const marks = await streaming.write(3)
    await failed(id, 'status', 503)
    const { holdUntil } = await streaming.row(id)
    expect(Number(holdUntil) - Date.now()).toBeGreaterThan(2000 * 1000)
    await streaming.retryNow(id)
    await received(path, [marks[0], marks[1], marks[1], marks[2]].map(String))
  })

  it('does not keep another waiting', async () => {
    const slow = await streaming.opened({}, 'hang', 'hang', 'hang')
    const quick = await streaming.opened()
    const marks = await streaming.write(1)
    await received(quick.path, marks)
    await failed(slow.id, 'timeout')
  })

  it('for days is suspended, with an event, and goes on where it stopped once resumed', async () => {
    const { id, path } = await streaming.opened({}, { status: 500 }, { status: 500 })
    const marks = await streaming.write(2)
    await failed(id, 'status', 500)
    const fourDays = new Date(Date.now() - 4 * 24 * 60 * 60 * 1000)
    await tenant.write((tx) => tx.logStream.updateMany({ where: { id }, data: { failingSince: fourDays } }))
    await streaming.retryNow(id)
    await streaming.eventually(async () => expect((await streaming.row(id)).state).toBe('suspended'))
    const event = await tenant.read((tx) =>
      tx.auditEvent.findFirst({ where: { tenantId, type: 'log_stream.suspended', targetId: id } }),
    )
    expect(event?.details).toEqual({ reason: 'failing' })
    const mails = await tenant.read((tx) =>
      tx.mail.findMany({
        where: { template: 'log_stream_suspended', payload: { path: ['streamId'], equals: id } },
      }),
    )
    const { email } = await tenant.read((tx) =>
      tx.user.findFirstOrThrow({ where: { id: access.caller.userId } }),
    )
    expect(mails.map(({ recipient }) => recipient)).toEqual([email])
    const others = await streaming.write(1)
    await updateLogStream(access, { id, state: 'active' })
    await received(path, [...marks, ...marks, ...marks, ...others])
  })

  it('by 410 is suspended at once', async () => {
    const { id } = await streaming.opened({}, { status: 410 })
    await streaming.write(1)
    await streaming.eventually(async () => expect((await streaming.row(id)).state).toBe('suspended'))
  })

  it('whose secrets cannot be read any more is asked nothing', async () => {
    const { id, path } = await streaming.opened({ authorization: 'Bearer house' })
    await tenant.write((tx) => tx.logStream.updateMany({ where: { id }, data: { sealedHeaders: 'none' } }))
    await streaming.write(1)
    await failed(id, 'unreadable_headers')
    expect(receiver.at(path)).toEqual([])
  })

  it('that is not public is not asked', async () => {
    const { id } = await streaming.opened()
    await tenant.write((tx) =>
      tx.logStream.updateMany({ where: { id }, data: { endpoint: 'https://10.0.0.1/' } }),
    )
    await streaming.write(1)
    await failed(id, 'not_public')
  })
})

describe('a paused stream', () => {
  it('sends nothing, and all that waited once resumed', async () => {
    const { id, path } = await streaming.opened()
    await updateLogStream(access, { id, state: 'paused' })
    const marks = await streaming.write(2)
    const quick = await streaming.opened()
    const others = await streaming.write(1)
    await received(quick.path, others)
    expect(receiver.at(path)).toEqual([])
    await updateLogStream(access, { id, state: 'active' })
    await received(path, [...marks, ...others])
  })
})
