import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { withRequestState } from '@/lib/request-state'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { takeOwnDatabase } from '@/test/own-database'
import { VanishingDatabase } from '@/test/vanishing-database'
import { DatabaseClient } from './database-client'
import { isAnswering } from './is-answering'
import { withLease } from './lease'
import { reserve, type Limit } from './limits'
import { sidePool } from './side-pool'
import { callFunction } from './one-statement'
import { poolOptions } from './pool-options'
import { connections, disconnect, prisma } from './prisma'
import { enqueueAfter, stopQueue, work } from './queue'
import { queryShared } from './shared-connections'
import { bypassRowSecurity, change, read } from './transaction'

let database: VanishingDatabase
let tenant: TestTenant
let person: TestUser
const limit: Limit = { name: 'test_vanishing', points: 10_000, seconds: 60 }

beforeAll(async () => {
  await takeOwnDatabase()
  database = await VanishingDatabase.start(process.env['DATABASE_URL'] ?? '')
  process.env['DATABASE_URL'] = database.url
  tenant = await createTestTenant()
  person = await tenant.createUser()
})
beforeEach(disconnect)
afterEach(() => database.appear({ isAnother: true }))
afterAll(async () => {
  await stopQueue()
  await disconnect()
  await database.stop()
})

function access() {
  return bypassRowSecurity('a test', tenant.tenantId)
}

function rename(name: string): Promise<unknown> {
  return change(access(), async (tx) => {
    await tx.user.updateMany({ where: { id: person.id }, data: { name } })
    return { result: undefined, events: 'bookkeeping' }
  })
}

async function nameOfPerson(): Promise<string | undefined> {
  return (await read(access(), (tx) => tx.user.findFirst({ where: { id: person.id } })))?.name ?? undefined
}

/** Each begins with another pool or another way to a connection. */
const requests: Record<string, () => Promise<unknown>> = {
  'a transaction that reads': () => read(access(), (tx) => tx.$queryRaw`SELECT 1`),
  'a transaction that writes': () => rename('Pat'),
  'a model': () => read(access(), (tx) => tx.user.count()),
  'Prisma alone': () => prisma().$queryRaw`SELECT 1`,
  'a shared read': () => callFunction('find_application', [tenant.tenantId, 'none']),
  'a lone write': () => callFunction('note_seen', [tenant.tenantId, person.id, person.sessionId, null]),
  'a limit': () => reserve(limit, randomUUID()),
  'a lease': () => withLease(randomUUID(), () => Promise.resolve()),
}

interface Outcome {
  name: string
  failure: string | null
  seconds: number
}

async function outcomeOf(name: string, request: () => Promise<unknown>): Promise<Outcome> {
  const begun = performance.now()
  const failure = await request().then(
    () => null,
    (error: unknown) => String((error as { code?: unknown }).code ?? error),
  )
  return { name, failure, seconds: (performance.now() - begun) / 1000 }
}

/** So many of each kind that they fill their pools. */
function sendAll(times = 6): Promise<Outcome[]> {
  const each = Array.from({ length: times }, () => Object.entries(requests)).flat()
  return Promise.all(each.map(([name, request]) => outcomeOf(name, request)))
}

function failuresIn(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter(({ failure }) => failure !== null)
}

describe('a database that vanishes without a word', () => {
  it.each([
    { isAnother: true, what: 'another server takes its place' },
    { isAnother: false, what: 'the network is back' },
  ])('fails each request in eight seconds, and all are served at once when $what', async ({ isAnother }) => {
    expect(failuresIn(await sendAll())).toEqual([])
    database.vanish()
    const outcomes = await sendAll()
    expect(outcomes.filter(({ failure }) => failure === null)).toEqual([])
    expect(outcomes.filter(({ seconds }) => seconds > 8)).toEqual([])
    database.appear({ isAnother })
    expect(failuresIn(await sendAll())).toEqual([])
  })

  it('is not ready within two seconds, and ready again at once', async () => {
    expect(failuresIn(await sendAll(1))).toEqual([])
    expect(await isAnswering()).toBe(true)
    expect(sidePool().totalCount).toBeGreaterThan(0)
    database.vanish()
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () =>
        outcomeOf('ready', async () => {
          if (!(await isAnswering())) throw new Error('not ready')
        }),
      ),
    )
    expect(failuresIn(outcomes)).toHaveLength(20)
    expect(outcomes.filter(({ seconds }) => seconds > 2.5)).toEqual([])
    // The idle connections of all pools are asked for an answer then, and closed.
    await expect.poll(() => sidePool().totalCount, { timeout: 5000 }).toBe(0)
    database.appear({ isAnother: true })
    expect(await isAnswering()).toBe(true)
  })

  it('is not ready within two seconds, either, where one has to wait for a connection', async () => {
    const { pool } = connections()
    const taken = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
    database.vanish()
    const ready = outcomeOf('ready', async () => expect(await isAnswering()).toBe(false))
    await pause(1000)
    for (const client of taken) client.release()
    expect(await ready).toMatchObject({ failure: null })
    expect((await ready).seconds).toBeLessThan(2.5)
  })

  it('makes one request wait only once', async () => {
    database.vanish()
    const outcome = await outcomeOf('a request', () =>
      withRequestState(async () => {
        await requests['a limit']?.().catch(() => undefined)
        for (const again of Object.values(requests)) await again().catch(() => undefined)
      }),
    )
    expect(outcome.failure).toBeNull()
    expect(outcome.seconds).toBeLessThan(2.5)
  })

  it('makes a request that holds a lease wait only once', async () => {
    const work = async () => {
      database.vanish()
      await requests['a shared read']?.()
    }
    const leased = () => withRequestState(() => withLease(randomUUID(), work))
    expect((await outcomeOf('a lease', leased)).seconds).toBeLessThan(8)
  })

  it('does not keep a connection that is closed', async () => {
    const client = new DatabaseClient(poolOptions(1))
    await client.connect()
    database.vanish()
    const closing = outcomeOf('end', () => client.end())
    expect((await closing).seconds).toBeLessThan(5)
  })

  it('goes on with its jobs', async () => {
    let handled = 0
    await work('housekeeping', () => Promise.resolve(void (handled += 1)))
    await enqueueAfter('housekeeping', {}, {})
    await expect.poll(() => handled, { timeout: 5000 }).toBe(1)
    database.vanish()
    const lost = await outcomeOf('a job', () => enqueueAfter('housekeeping', {}, {}))
    expect(lost.failure).not.toBeNull()
    expect(lost.seconds).toBeLessThan(8)
    database.appear({ isAnother: true })
    await enqueueAfter('housekeeping', {}, {})
    await expect.poll(() => handled, { timeout: 10_000 }).toBe(2)
  })
})

describe('a database that vanishes in COMMIT', () => {
  it.each([
    { isAnother: true, name: 'Before' },
    { isAnother: false, name: 'After' },
  ])('leaves the outcome unknown: $name', async ({ isAnother, name }) => {
    await rename('Before')
    database.vanishAt('COMMIT')
    await expect(rename('After')).rejects.toMatchObject({
      code: 'unavailable',
      isOutcomeUnknown: true,
      message: expect.stringContaining('It may have been made'),
    })
    expect(database.isGone).toBe(true)
    database.appear({ isAnother })
    await expect.poll(nameOfPerson).toBe(name)
  })
})

function refuseChange(): Promise<Outcome> {
  return outcomeOf('refused', () =>
    change(access(), async (tx) => {
      await tx.user.updateMany({ where: { id: person.id }, data: { name: 'Refused' } })
      throw new Error('refused on purpose')
    }),
  )
}

describe('a ROLLBACK', () => {
  beforeEach(() => rename('Before'))

  it('that is not answered does not keep the request, and its connection is not used again', async () => {
    database.vanishAt('ROLLBACK')
    const { failure, seconds } = await refuseChange()
    expect(failure).toBe('Error: refused on purpose')
    expect(seconds).toBeLessThan(3)
    expect(database.isGone).toBe(true)
    database.appear({ isAnother: false })
    await expect.poll(nameOfPerson).toBe('Before')
  })

  it.each([
    { other: 'SELECT 1', what: 'that has another answer' },
    { other: 'SELECT X', what: 'that fails' },
  ])('$what does not leave its transaction to the next one', async ({ other }) => {
    database.replaceNext('ROLLBACK', other)
    expect(await refuseChange()).toMatchObject({ failure: 'Error: refused on purpose' })
    await tenant.write((tx) =>
      tx.user.updateMany({ where: { id: person.id }, data: { email: 'next@x.test' } }),
    )
    expect(await nameOfPerson()).toBe('Before')
  })
})

it('an error in another language leaves its connection in use', async () => {
  database.speakCzech()
  const one = async (text: string) =>
    (await queryShared<{ value: unknown }>({ text, values: [] })).rows[0]?.value
  const pid = await one('SELECT pg_backend_pid() AS value')
  await expect(one('SELECT 1 / 0')).rejects.toMatchObject({ code: '22012', severity: 'CHYBA' })
  expect(await one('SELECT pg_backend_pid() AS value')).toBe(pid)
})
