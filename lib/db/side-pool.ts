import pg from 'pg'
import { env } from '../env'

const kept = globalThis as typeof globalThis & { foyerSidePool?: pg.Pool }

/** A few connections beside those of the work: what is counted or locked with them stands though the work rolls back. */
export function sidePool(): pg.Pool {
  if (kept.foyerSidePool) return kept.foyerSidePool
  const pool = new pg.Pool({
    connectionString: env().databaseUrl,
    max: 8,
    connectionTimeoutMillis: 4000,
    statement_timeout: 5000,
  })
  pool.on('error', () => undefined)
  kept.foyerSidePool = pool
  return pool
}
