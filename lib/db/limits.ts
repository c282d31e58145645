import { createHash } from 'node:crypto'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { env } from '../env'
import { DomainError } from '../errors'
import { fromDatabase, isUnwritable } from './database-error'
import { sidePool } from './lock-pool'

/** So many, in so many seconds. The name is the limit’s own, over all processes and versions. */
export interface Limit {
  name: string
  points: number
  seconds: number
}

const globals = globalThis as typeof globalThis & { foyerLimiters?: Map<string, RateLimiterPostgres> }

/** What is left of a limit, once a place was taken. */
export interface Allowance {
  limit: number
  remaining: number
  /** When it is whole again. */
  resetsAt: Date
}

/**
 * Takes one place under the limit before the work is done; processes share the count, in the database.
 * @param key what is counted, its tenant included; only its hash is kept
 * @throws DomainError too_many, with the seconds until it may work again; unavailable where nobody can count
 */
export async function reserve(limit: Limit, key: string): Promise<void> {
  if (!env().rateLimits) return
  try {
    await limiterOf(limit).consume(hashed(key))
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw fromDatabase(refusal)
    throw tooMany(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)))
  }
}

/**
 * As reserve(), for callers that are told how much is left; null where nothing is limited. Over the limit, none is.
 * @param given.isReading a request that writes nothing is not limited while the database takes no writes
 */
export async function reserveAllowance(
  limit: Limit,
  key: string,
  given = { isReading: false },
): Promise<Allowance | null> {
  if (!env().rateLimits) return null
  const taken = await limiterOf(limit)
    .consume(hashed(key))
    .catch((refusal: unknown) => {
      if (refusal instanceof RateLimiterRes) return refusal
      if (given.isReading && isUnwritable(refusal)) return null
      throw fromDatabase(refusal)
    })
  if (taken === null) return null
  const isOver = taken.consumedPoints > limit.points
  const resetsAt = new Date(Date.now() + taken.msBeforeNext)
  return { limit: limit.points, remaining: isOver ? -1 : taken.remainingPoints, resetsAt }
}

/** Gives a place back: the work was rightful. */
export async function giveBack(limit: Limit, key: string): Promise<void> {
  if (env().rateLimits) await orUnavailable(limiterOf(limit).reward(hashed(key)))
}

/** Whether the next one would be refused. */
export async function isSpent(limit: Limit, key: string): Promise<boolean> {
  const taken = env().rateLimits ? await orUnavailable(limiterOf(limit).get(hashed(key))) : null
  return taken !== null && taken.consumedPoints >= limit.points
}

/** Forgets what was taken, so that all places are free. */
export async function forgive(limit: Limit, key: string): Promise<void> {
  if (env().rateLimits) await orUnavailable(limiterOf(limit).delete(hashed(key)))
}

function orUnavailable<T>(counting: Promise<T>): Promise<T> {
  return counting.catch((error: unknown) => {
    throw fromDatabase(error)
  })
}

function limiterOf(limit: Limit): RateLimiterPostgres {
  const limiters = (globals.foyerLimiters ??= new Map<string, RateLimiterPostgres>())
  const known = limiters.get(limit.name)
  if (known) return known
  const limiter = new RateLimiterPostgres({
    storeClient: sidePool(),
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

/** Keys name people; the table must not. */
function hashed(key: string): string {
  return createHash('sha256').update(key).digest('base64url')
}

function tooMany(seconds: number): DomainError {
  return new DomainError('too_many', `Too many attempts. Try again in ${describeWait(seconds)}.`, {
    retryAfter: seconds,
  })
}

/** How long to wait, for a sentence: `40 seconds`, `15 minutes`, `3 hours`. */
export function describeWait(seconds: number): string {
  const [count, unit] = inLargestUnit(seconds)
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`
}

function inLargestUnit(seconds: number): [number, string] {
  if (seconds < 100) return [seconds, 'second']
  if (seconds < 100 * 60) return [Math.ceil(seconds / 60), 'minute']
  return [Math.ceil(seconds / 3600), 'hour']
}
