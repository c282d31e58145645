import pg from 'pg'
import { env } from '../env'

const globals = globalThis as typeof globalThis & { foyerSidePool?: pg.Pool; foyerLockPool?: pg.Pool }

/** A few connections beside those of the work: what is counted with them stands though the work rolls back. */
export function sidePool(): pg.Pool {
  return (globals.foyerSidePool ??= makePool())
}

/** Others, for locks that are held while the work goes on: it counts meanwhile, and must not wait for itself. */
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
