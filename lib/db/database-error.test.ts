import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DomainError } from '@/lib/errors'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { findSession } from '@/lib/domain/users/find-session'
import { refusedRequest, withRequestState, type RequestState } from '@/lib/request-state'
import { FailingDatabase } from '@/test/failing-database'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { takeOwnDatabase } from '@/test/own-database'
import { sidePool } from './side-pool'
import { bypassRowSecurity, change, read } from './transaction'
import { withLease } from './lease'
import { areSpent, giveBack, reserve, reserveAllowance, type Limit } from './limits'
import { disconnect, type Tx } from './prisma'

let failing: FailingDatabase
const limit: Limit = { name: 'test_failing', points: 5, seconds: 60 }
let tenant: TestTenant
let person: TestUser

beforeAll(async () => {
  await takeOwnDatabase()
  failing = await FailingDatabase.connect()
  tenant = await createTestTenant()
  person = await tenant.createUser()
})
afterAll(async () => {
  await failing.disconnect()
  await disconnect()
})

/** What the work fails with, and how the request under way is refused then. */
async function failureOf(
  work: () => Promise<unknown>,
): Promise<{ error: unknown; refused: RequestState['refused'] }> {
  return withRequestState(async () => {
    const error: unknown = await work().then(
      () => null,
      (failure: unknown) => failure,
    )
    return { error, refused: refusedRequest() }
  })
}

function within(work: (tx: Tx) => Promise<unknown>): Promise<unknown> {
  return read(bypassRowSecurity('a test', tenant.tenantId), work)
}

function raise(tx: Tx, state: string): Promise<unknown> {
  return tx.$executeRawUnsafe(
    `DO $$ BEGIN RAISE EXCEPTION 'This is a test.' USING ERRCODE = '${state}'; END $$`,
  )
}

const unavailable = expect.objectContaining({ code: 'unavailable', retryAfter: 5 }) as unknown
const refused = { status: 503, retryAfter: 5 }

describe('a database that cannot serve', () => {
  it.each(['08006', '53000', '53100', '53200', '53300', '57P01', '57P02', '57P03', '58030', '25006'])(
    '%s is unavailable, and refuses the request',
    async (state) => {
      expect(await failureOf(() => within((tx) => raise(tx, state)))).toEqual({ error: unavailable, refused })
    },
  )

  it.each(['22012', '42P01', '42501', 'P0001', '25P02'])('%s is a bug, and stays one', async (state) => {
    const { error, refused } = await failureOf(() => within((tx) => raise(tx, state)))
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(DomainError)
    expect(refused).toBeNull()
  })

  it('a connection lost in the middle of a transaction is unavailable, and has changed nothing', async () => {
    const { error } = await failureOf(() =>
      within(async (tx) => {
        await tx.$executeRaw`SELECT pg_terminate_backend(pg_backend_pid())`
        await tx.user.count()
      }),
    )
    expect(error).toEqual(unavailable)
    expect(error).toMatchObject({ isOutcomeUnknown: false })
  })

  it('no free connection is unavailable after a bounded wait, and the pool serves again afterwards', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<null>()
    const started: Promise<void>[] = []
    const holders = Array.from({ length: 16 }, () => {
      const { promise, resolve } = Promise.withResolvers<undefined>()
      started.push(promise)
      return within(async () => {
        resolve(undefined)
        await released
      })
    })
    await Promise.all(started)
    expect(await failureOf(() => within((tx) => tx.user.count()))).toEqual({ error: unavailable, refused })
    release(null)
    await Promise.all(holders)
    expect(await within((tx) => tx.user.count())).toBeGreaterThan(0)
  })

  it('a connection lost while committing leaves the outcome unknown, and the work is not repeated', async () => {
    let runs = 0
    const write = () =>
      change(bypassRowSecurity('a test', tenant.tenantId), async (tx) => {
        runs += 1
        await tx.user.updateMany({ where: { id: person.id }, data: { name: 'Someone Else' } })
        return { result: undefined, events: 'bookkeeping' }
      })
    const { error } = await failing.whileCommitsAreLost('users', () => failureOf(write))
    expect(error).toEqual(unavailable)
    expect(error).toMatchObject({ isOutcomeUnknown: true })
    expect(runs).toBe(1)
  })

  it('lost connections do not use the pool up', async () => {
    for (let lost = 0; lost < 40; lost++) {
      const { error } = await failureOf(() =>
        within((tx) => tx.$executeRaw`SELECT pg_terminate_backend(pg_backend_pid())`),
      )
      expect(error).toEqual(unavailable)
    }
    expect(await within((tx) => tx.user.count())).toBeGreaterThan(0)
  })

  it('a connection lost by the work of a lease does not end the process', async () => {
    const { error } = await failureOf(() =>
      withLease(randomUUID(), () => sidePool().query('SELECT pg_terminate_backend(pg_backend_pid())')),
    )
    expect(error).toEqual(unavailable)
    expect(await withLease(randomUUID(), () => Promise.resolve('held'))).toBe('held')
  })
})

describe('limits that cannot be counted', () => {
  const onStandby = '0A000 cannot access temporary or unlogged relations during recovery'
  const counting: [string, () => Promise<unknown>][] = [
    ['reserve', () => reserve(limit, 'key')],
    ['reserveAllowance of a write', () => reserveAllowance(limit, 'key', { isReading: false })],
    ['giveBack', () => giveBack(limit, 'key')],
  ]

  it.each(counting)('%s is unavailable', async (_name, count) => {
    for (const state of ['53100', '55P03', '57014', onStandby]) {
      const failure = await failing.whileWritesFail('limits.rate_limits', state, () => failureOf(count))
      expect(failure, state).toEqual({ error: unavailable, refused })
    }
  })

  it('a request that reads is answered while the disk is full and by a standby, not while the database is gone', async () => {
    const reading = () => reserveAllowance(limit, 'key', { isReading: true })
    for (const state of ['53100', onStandby]) {
      const whileFull = failing.whileWritesFail('limits.rate_limits', state, () => failureOf(reading))
      expect(await whileFull, state).toEqual({ error: null, refused: null })
    }
    const whileGone = failing.whileWritesFail('limits.rate_limits', '57P01', () => failureOf(reading))
    expect(await whileGone).toEqual({ error: unavailable, refused })
  })

  it('what is only read goes on', async () => {
    await reserve(limit, 'another key')
    const requested = failing.whileWritesFail('limits.rate_limits', '53100', () =>
      areSpent(limit, ['another key']),
    )
    expect(await requested).toEqual([false])
  })
})

describe('a statement that takes too long, and a lock that is held too long', () => {
  it.each(['57014', '55P03'])('%s is too much, and refuses the request', async (state) => {
    expect(await failureOf(() => within((tx) => raise(tx, state)))).toEqual({
      error: expect.objectContaining({ code: 'too_many', retryAfter: 5 }) as unknown,
      refused: { status: 429, retryAfter: 5 },
    })
  })
})

describe('a full disk', () => {
  it('a session that was seen long ago is found', async () => {
    const longAgo = new Date(Date.now() - 600_000)
    const where = { id: person.sessionId }
    await tenant.write((tx) => tx.session.updateMany({ where, data: { lastSeenAt: longAgo } }))
    const find = () => findSession(tenant.tenantId, person.sessionId, person.id)
    const seenAt = () => tenant.read((tx) => tx.session.findFirstOrThrow({ where }))
    const found = failing.whileWritesFail('sessions', '53100', () =>
      withRequestState(async (state) => ({ session: await find(), state })),
    )
    expect(await found).toMatchObject({ session: { id: person.sessionId }, state: { refused: null } })
    expect((await seenAt()).lastSeenAt).toEqual(longAgo)
    await find()
    expect((await seenAt()).lastSeenAt.getTime()).toBeGreaterThan(longAgo.getTime())
  })

  it('who may enter an organization without being a member enters, and the audit says so later', async () => {
    const operator = await tenant.createUser()
    const organization = await tenant.createOrganization()
    await tenant.write(async (tx) => {
      await tx.tenant.updateMany({ data: { inheritGlobalPermissionsInOrganizations: true } })
      await tx.userRole.create({ data: { userId: operator.id, roleId: tenant.role('Operator') } })
    })
    const enter = () => enterOrganization(operator.self, organization.slug)
    const entries = () =>
      tenant.read((tx) => tx.auditEvent.count({ where: { type: 'organization.entered' } }))
    const entered = failing.whileWritesFail('audit_events', '53100', () =>
      withRequestState(async (state) => ({ entry: await enter(), state })),
    )
    expect(await entered).toMatchObject({ entry: { refusal: null }, state: { refused: null } })
    expect(await entries()).toBe(0)
    await enter()
    expect(await entries()).toBe(1)
  })

  it('a change is unavailable', async () => {
    const changing = () => tenant.write((tx) => tx.user.updateMany({ data: { name: 'Nobody' } }))
    const failure = await failing.whileWritesFail('users', '53100', () => failureOf(changing))
    expect(failure).toEqual({ error: unavailable, refused })
  })
})
