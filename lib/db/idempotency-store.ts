import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'
import pg from 'pg'
import { DomainError } from '../errors'
import { fromDatabase } from './database-error'
import { withAdvisoryLock } from './in-turn'
import { lockPool } from './lock-pool'

/** What was answered to a request that may come again. */
export interface StoredAnswer {
  /** Of the request. */
  fingerprint: string
  /** Null while it is being answered, or where that was cut off. */
  status: number | null
  sealed: string | null
}

const lockTimeout = '55P03'
const patience = 4000

/**
 * Runs the work while nobody else, in any process, has this key.
 * @throws DomainError conflict where somebody has it for longer than four seconds; unavailable where too many hold others
 */
export function withLock<T>(key: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return withAdvisoryLock({ key, patience, tooLong: underWay }, () => locked(key, work))
}

async function locked<T>(key: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await lockPool()
    .connect()
    .catch((error: unknown) => {
      throw fromDatabase(error)
    })
  // A connection that is lost while it is held would else end the process.
  client.on('error', ignore)
  const number = createHash('sha256').update(key).digest().readBigInt64BE()
  let broken = false
  try {
    await client.query(`SET lock_timeout = ${patience}`)
    await client.query('SELECT pg_advisory_lock($1)', [number.toString()])
    return await work(client)
  } catch (error) {
    broken = isLockTimeout(error)
    throw broken ? underWay() : fromDatabase(error)
  } finally {
    if (!broken)
      broken = await client.query('SELECT pg_advisory_unlock_all()').then(
        () => false,
        () => true,
      )
    client.off('error', ignore)
    client.release(broken)
  }
}

function ignore(): void {}

function underWay(): DomainError {
  return new DomainError('conflict', 'The same request is already in progress. Try again in a moment.')
}

/** Null where there is none, or one older than a day. */
export async function findStoredAnswer(client: PoolClient, key: string): Promise<StoredAnswer | null> {
  const { rows } = await client.query<StoredAnswer>(
    'SELECT fingerprint, status, sealed FROM limits.kept_answers WHERE key = $1 AND expires_at > now()',
    [key],
  )
  return rows[0] ?? null
}

/** Says that the request is being answered, and forgets what nobody may ask for any more. */
export async function beginAnswer(client: PoolClient, key: string, fingerprint: string): Promise<void> {
  await client.query(
    `DELETE FROM limits.kept_answers WHERE key IN (
       SELECT key FROM limits.kept_answers WHERE expires_at <= now() LIMIT 100)`,
  )
  await client.query(
    `INSERT INTO limits.kept_answers (key, fingerprint, expires_at) VALUES ($1, $2, now() + interval '24 hours')
     ON CONFLICT (key) DO UPDATE SET fingerprint = $2, status = NULL, sealed = NULL, expires_at = excluded.expires_at`,
    [key, fingerprint],
  )
}

export async function storeAnswer(
  client: PoolClient,
  key: string,
  { status, sealed }: { status: number; sealed: string },
): Promise<void> {
  await client.query('UPDATE limits.kept_answers SET status = $2, sealed = $3 WHERE key = $1', [
    key,
    status,
    sealed,
  ])
}

/** Nothing was done: the same key may be used again. */
export async function deleteAnswer(client: PoolClient, key: string): Promise<void> {
  await client.query('DELETE FROM limits.kept_answers WHERE key = $1', [key])
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === lockTimeout || error.code === '57014')
}
