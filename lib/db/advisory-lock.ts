import { createHash } from 'node:crypto'
import { setTimeout as after } from 'node:timers/promises'
import pg, { type PoolClient } from 'pg'
import { DomainError } from '../errors'
import { isDatabaseSilent } from '../request-state'
import { fromDatabase } from './database-error'
import { lockPool } from './lock-pool'

const lockTimeout = '55P03'
const waitMilliseconds = 4000

/** Exclusive across processes. @throws DomainError conflict after four seconds, unavailable without a connection */
export function withAdvisoryLock<T>(key: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return oneAtATime(key, () => locked(key, work))
}

async function locked<T>(key: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await lockPool()
    .connect()
    .catch((error: unknown) => {
      throw fromDatabase(error)
    })
  const number = createHash('sha256').update(key).digest().readBigInt64BE()
  let isBroken = false
  try {
    await client.query(`SET lock_timeout = ${waitMilliseconds}`)
    await client.query('SELECT pg_advisory_lock($1)', [number.toString()])
    return await work(client)
  } catch (error) {
    isBroken = isLockTimeout(error)
    throw isBroken ? inProgress() : fromDatabase(error)
  } finally {
    // A silent server would be waited for once more. Closing the connection frees the lock as well.
    client.release(isBroken || isDatabaseSilent() || !(await unlock(client)))
  }
}

function unlock(client: PoolClient): Promise<boolean> {
  return client.query('SELECT pg_advisory_unlock_all()').then(
    () => true,
    () => false,
  )
}

function inProgress(): DomainError {
  return new DomainError('conflict', 'The same request is already in progress. Try again in a moment.')
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === lockTimeout || error.code === '57014')
}

const waitedFor = new Map<string, Promise<unknown>>()

/** Only the first request of this process waits for the database’s lock; the others take no connection. */
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
