import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as after } from 'node:timers/promises'
import { DomainError } from '../errors'
import { fromDatabase, sqlState } from './database-error'
import { sidePool } from './side-pool'

interface Lease {
  key: string
  holder: string
}

const waitMilliseconds = 4000
const pauseMilliseconds = 50
/** Of a process that was killed or stopped, another takes the lease after this time. */
const leaseSeconds = 10
const extendMilliseconds = 3000
/** A transaction of the holder before is under way. */
const rowIsLocked = /^(55P03|57014)$/

const globals = globalThis as typeof globalThis & { foyerLeases?: AsyncLocalStorage<readonly Lease[]> }

/** Next bundles this module more than once, and the copies share the store. */
const held = (globals.foyerLeases ??= new AsyncLocalStorage())

/** Of the work that is being done. A change asserts them in its own transaction. */
export function heldLeases(): readonly Lease[] {
  return held.getStore() ?? []
}

/**
 * One at a time, across processes. The lease is a row, not a lock of the session, so that each statement may have another
 * connection. It is extended while the work runs. If that fails, another may take it, and then changes of this work are refused.
 * @throws DomainError conflict after four seconds, unavailable without a connection
 */
export function withLease<T>(key: string, work: () => Promise<T>): Promise<T> {
  const lease = { key: createHash('sha256').update(key).digest('base64url'), holder: randomUUID() }
  return oneAtATime(lease.key, async () => {
    await waitForLease(lease)
    const extending = setInterval(() => void extend(lease), extendMilliseconds).unref()
    try {
      return await held.run([...heldLeases(), lease], work)
    } catch (error) {
      throw fromDatabase(error)
    } finally {
      clearInterval(extending)
      await release(lease)
    }
  })
}

export function inProgress(): DomainError {
  return new DomainError('conflict', 'The same request is already in progress. Try again in a moment.')
}

async function waitForLease(lease: Lease): Promise<void> {
  const until = performance.now() + waitMilliseconds
  while (!(await take(lease))) {
    if (performance.now() >= until) throw inProgress()
    await after(pauseMilliseconds)
  }
}

/** Also deletes what killed processes have left. */
const taking = `WITH lapsed AS (
    UPDATE limits.leases SET holder = $2, expires_at = clock_timestamp() + $3 * interval '1 second'
    WHERE key = $1 AND expires_at <= clock_timestamp() RETURNING key),
  created AS (
    INSERT INTO limits.leases (key, holder, expires_at) VALUES ($1, $2, clock_timestamp() + $3 * interval '1 second')
    ON CONFLICT (key) DO NOTHING RETURNING key),
  forgotten AS (
    DELETE FROM limits.leases WHERE key <> $1 AND expires_at < clock_timestamp() - interval '1 hour')
  SELECT key FROM lapsed UNION ALL SELECT key FROM created`

async function take({ key, holder }: Lease): Promise<boolean> {
  try {
    return (await sidePool().query(taking, [key, holder, leaseSeconds])).rowCount === 1
  } catch (error) {
    if (rowIsLocked.test(sqlState(error) ?? '')) throw inProgress()
    throw fromDatabase(error)
  }
}

async function extend({ key, holder }: Lease): Promise<void> {
  const text = `UPDATE limits.leases SET expires_at = clock_timestamp() + $3 * interval '1 second' WHERE key = $1 AND holder = $2`
  await sidePool()
    .query(text, [key, holder, leaseSeconds])
    .catch(() => undefined)
}

/** If it fails, as it does at once where the database is silent, the lease lapses. */
async function release({ key, holder }: Lease): Promise<void> {
  const text = 'DELETE FROM limits.leases WHERE key = $1 AND holder = $2'
  await sidePool()
    .query(text, [key, holder])
    .catch(() => undefined)
}

const waitedFor = new Map<string, Promise<unknown>>()

/** Only the first request of this process asks the database for the lease. */
async function oneAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = waitedFor.get(key)
  const own = Promise.withResolvers<null>()
  const last = Promise.all([before, own.promise])
  waitedFor.set(key, last)
  try {
    if (before && !(await endsInTime(before))) throw inProgress()
    return await work()
  } finally {
    own.resolve(null)
    if (waitedFor.get(key) === last) waitedFor.delete(key)
  }
}

async function endsInTime(waited: Promise<unknown>): Promise<boolean> {
  const timeout = new AbortController()
  const expired = after(waitMilliseconds, false, { signal: timeout.signal }).catch(() => false)
  const ended = await Promise.race([waited.then(() => true), expired])
  timeout.abort()
  return ended
}
