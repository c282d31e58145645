import pg from 'pg'
import { env } from '../env'

const globals = globalThis as typeof globalThis & { foyerSidePool?: pg.Pool; foyerLockPool?: pg.Pool }

/** Beside the connections of the work: what is counted here stays if the work rolls back. */
export function sidePool(): pg.Pool {
  return (globals.foyerSidePool ??= makePool())
}

/** Held while the work runs; the work counts on sidePool() meanwhile, and must not wait for itself. */
export function lockPool(): pg.Pool {
  return (globals.foyerLockPool ??= makePool())
}

function makePool(): pg.Pool {
  const pool = new pg.Pool({
    connectionString: env().databaseUrl,
    max: 8,
    connectionTimeoutMillis: 1500,
    idleTimeoutMillis: 300_000,
    statement_timeout: 5000,
  })
  pool.on('error', () => undefined)
  return pool
}
