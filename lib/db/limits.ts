import { createHash } from 'node:crypto'
import pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { env } from '../env'
import { DomainError } from '../errors'

/** So many, in so many seconds. The name is the limit’s own, over all processes and versions. */
export interface Limit {
  name: string
  points: number
  seconds: number
}

const kept = globalThis as typeof globalThis & {
  foyerLimits?: { pool: pg.Pool; limiters: Map<string, RateLimiterPostgres> }
}

/**
 * Takes one place under the limit before the work is done; processes share the count, in the database.
 * @param key what is counted, its tenant included; only its hash is kept
 * @throws DomainError too_many, with the seconds until it may work again
 */
export async function reserve(limit: Limit, key: string): Promise<void> {
  if (!env().rateLimits) return
  try {
    await limiterOf(limit).consume(hashed(key))
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw tooMany(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)))
  }
}

/** Gives a place back: the work was rightful. */
export async function giveBack(limit: Limit, key: string): Promise<void> {
  if (env().rateLimits) await limiterOf(limit).reward(hashed(key))
}

function limiterOf(limit: Limit): RateLimiterPostgres {
  const { pool, limiters } = (kept.foyerLimits ??= { pool: newPool(), limiters: new Map() })
  const known = limiters.get(limit.name)
  if (known) return known
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    schemaName: 'limits',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: limit.name,
    points: limit.points,
    duration: limit.seconds,
  })
  limiters.set(limit.name, limiter)
  return limiter
}

/** Its own few connections: a count must stand though the transaction it guards rolls back. */
function newPool(): pg.Pool {
  const pool = new pg.Pool({
    connectionString: env().databaseUrl,
    max: 3,
    connectionTimeoutMillis: 4000,
    statement_timeout: 5000,
  })
  pool.on('error', () => undefined)
  return pool
}

/** Keys name people; the table must not. */
function hashed(key: string): string {
  return createHash('sha256').update(key).digest('base64url')
}

function tooMany(seconds: number): DomainError {
  return new DomainError('too_many', `That was too often. Try again in ${spoken(seconds)}.`, {
    retryAfter: seconds,
  })
}

function spoken(seconds: number): string {
  const [count, unit] = seconds < 100 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute']
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`
}
