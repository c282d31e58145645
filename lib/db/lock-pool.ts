import type pg from 'pg'
import { DatabasePool, poolOptions } from './pool-options'

const globals = globalThis as typeof globalThis & { foyerSidePool?: pg.Pool; foyerLockPool?: pg.Pool }

/** Beside the connections of requests: what is counted here stays if the request’s transaction rolls back. */
export function sidePool(): pg.Pool {
  return (globals.foyerSidePool ??= createPool())
}

/** Of its own, since a request holds a connection of it while it runs, and takes others of sidePool() meanwhile. */
export function lockPool(): pg.Pool {
  return (globals.foyerLockPool ??= createPool())
}

function createPool(): pg.Pool {
  return new DatabasePool(poolOptions(8)).on('error', () => undefined)
}
