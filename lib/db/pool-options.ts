import pg from 'pg'
import { env } from '../env'
import { isDatabaseSilent } from '../request-state'
import { connectionOptions, roleTimeouts } from './connection-options'

/**
 * Of every connection that serves. A request that meets a server that has vanished waits for a connection and one
 * statement: seven seconds.
 */
export function poolOptions(max: number) {
  return {
    ...connectionOptions(roleTimeouts.statement_timeout),
    connectionString: env().databaseUrl,
    max,
    connectionTimeoutMillis: 1500,
    // Balancers forget a connection without a word: HAProxy’s examples after 50 seconds, others after minutes.
    idleTimeoutMillis: 45_000,
  } satisfies pg.PoolConfig
}

/** Connections of each pool of this process, which together are FOYER_DB_POOL: those of requests, those beside them, and pg-boss’s. */
export function poolSizes(): { requests: number; side: number; queue: number } {
  const { databasePool } = env()
  const side = Math.max(2, Math.floor((databasePool * 2) / 7))
  const queue = Math.max(2, Math.floor(databasePool / 7))
  return { requests: databasePool - side - queue, side, queue }
}

/** Each request waits once for a database that is silent: it is refused then, and its page of an error must not wait again. */
export class DatabasePool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): unknown {
    if (!isDatabaseSilent()) return (super.connect as (callback?: Connected) => unknown).call(this, callback)
    const error = new Error('timeout exceeded when trying to connect')
    if (!callback) return Promise.reject(error)
    setImmediate(callback, error, undefined, () => undefined)
  }
}

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void
