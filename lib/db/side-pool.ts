import type pg from 'pg'
import { DatabasePool, poolOptions, poolSizes } from './pool-options'

const globals = globalThis as typeof globalThis & { foyerSidePool?: pg.Pool }

/** Beside the connections of requests: what is written here stays if the request’s transaction rolls back. */
export function sidePool(): pg.Pool {
  return (globals.foyerSidePool ??= createPool())
}

function createPool(): pg.Pool {
  return new DatabasePool(poolOptions(poolSizes().side)).on('error', () => undefined)
}
