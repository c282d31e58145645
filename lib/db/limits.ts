import { createHash } from 'node:crypto'
import { RateLimiterPostgres } from 'rate-limiter-flexible'
import { env } from '../env'
import { DomainError } from '../errors'
import { metrics } from '../metrics'
import { noteNetworkLimit } from '../request-state'
import { networkOf } from '../network-of'
import { fromDatabase, isUnwritable } from './database-error'
import { currentOrigin } from './events'
import { LimitCounter } from './limit-counter'
import { sidePool } from './side-pool'

/** `name` is unique across processes and versions. */
export interface Limit {
  name: string
  points: number
  seconds: number
  /** Of a network: what it sends again to the same place is refused until then, before it is worked on. */
  isOfNetwork?: true
}

const globals = globalThis as typeof globalThis & { foyerLimiters?: Map<string, LimitCounter> }

export interface Allowance {
  limit: number
  remaining: number
  /** When all points are available again. */
  resetsAt: Date
}

/** The key of a limit for what one caller does at a tenant, by the network that their request came from. */
export function callerKey(tenantId: string): string {
  return `${tenantId} ${networkOf(currentOrigin().ip ?? 'unknown')}`
}

/** Shared by all processes; of `key` only a hash is stored. @throws DomainError too_many, unavailable */
export async function reserve(limit: Limit, key: string): Promise<void> {
  if (!env().rateLimits) return
  const { consumed, msBeforeNext } = await orUnavailable(counterOf(limit).consume(hashed(key)))
  if (consumed <= limit.points) return
  metrics().limits.inc({ limit: limit.name })
  const retryAfter = Math.max(1, Math.ceil(msBeforeNext / 1000))
  if (limit.isOfNetwork) noteNetworkLimit(retryAfter)
  throw new DomainError('too_many', tooManySentence(retryAfter), { retryAfter })
}

/** Null where nothing is limited. `isReading`: not limited while the database takes no writes. */
export async function reserveAllowance(
  limit: Limit,
  key: string,
  given = { isReading: false },
): Promise<Allowance | null> {
  if (!env().rateLimits) return null
  const taken = await counterOf(limit)
    .consume(hashed(key))
    .catch((error: unknown) => {
      if (given.isReading && isUnwritable(error)) return null
      throw fromDatabase(error)
    })
  if (taken === null) return null
  const isOver = taken.consumed > limit.points
  if (isOver) metrics().limits.inc({ limit: limit.name })
  const resetsAt = new Date(Date.now() + taken.msBeforeNext)
  return { limit: limit.points, remaining: isOver ? -1 : limit.points - taken.consumed, resetsAt }
}

/** For work that turned out to be legitimate. */
export async function giveBack(limit: Limit, key: string): Promise<void> {
  if (env().rateLimits) await orUnavailable(counterOf(limit).giveBack(hashed(key)))
}

/** For each key, whether it has no points left. One statement, for any number of keys. */
export async function areSpent(limit: Limit, keys: readonly string[]): Promise<boolean[]> {
  const stored = storedKeys(limit, keys)
  if (!env().rateLimits || stored.length === 0) return keys.map(() => false)
  const { rows } = await orUnavailable(
    sidePool().query<{ key: string }>(
      'SELECT key FROM limits.rate_limits WHERE key = ANY($1) AND points >= $2 AND (expire > $3 OR expire IS NULL)',
      [stored, limit.points, Date.now()],
    ),
  )
  const spent = new Set(rows.map(({ key }) => key))
  return stored.map((key) => spent.has(key))
}

export async function resetLimit(limit: Limit, keys: readonly string[]): Promise<void> {
  if (!env().rateLimits || keys.length === 0) return
  const stored = storedKeys(limit, keys)
  await orUnavailable(sidePool().query('DELETE FROM limits.rate_limits WHERE key = ANY($1)', [stored]))
}

function storedKeys(limit: Limit, keys: readonly string[]): string[] {
  return keys.map((key) => counterOf(limit).storedKey(hashed(key)))
}

function orUnavailable<T>(counting: Promise<T>): Promise<T> {
  return counting.catch((error: unknown) => {
    throw fromDatabase(error)
  })
}

function counterOf(limit: Limit): LimitCounter {
  const counters = (globals.foyerLimiters ??= new Map<string, LimitCounter>())
  const known = counters.get(limit.name)
  if (known) return known
  const counter = new LimitCounter(
    new RateLimiterPostgres({
      storeClient: sidePool(),
      storeType: 'pool',
      schemaName: 'limits',
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix: limit.name,
      points: limit.points,
      duration: limit.seconds,
    }),
  )
  counters.set(limit.name, counter)
  return counter
}

/** Keys contain personal data; the table must not. */
function hashed(key: string): string {
  return createHash('sha256').update(key).digest('base64url')
}

/** Forms know it by its beginning (`isLimit`). `retryAfter` in seconds. */
export function tooManySentence(retryAfter: number): string {
  return `Too many attempts. Try again in ${describeWait(retryAfter)}.`
}

/** For a sentence: `40 seconds`, `15 minutes`, `3 hours`. */
export function describeWait(seconds: number): string {
  const [count, unit] = inLargestUnit(seconds)
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`
}

function inLargestUnit(seconds: number): [number, string] {
  if (seconds < 100) return [seconds, 'second']
  if (seconds < 100 * 60) return [Math.ceil(seconds / 60), 'minute']
  return [Math.ceil(seconds / 3600), 'hour']
}
