import type { SpawnSyncReturns } from 'node:child_process'

export interface Place {
  home: string
  native: string
  account: { uid?: number; gid?: number }
}

export function findPlace(dataDir: string, packages?: string): Place
export function runTool(
  place: Place,
  tool: 'initdb' | 'pg_ctl' | 'pg_dump' | 'pg_restore',
  args: string[],
): SpawnSyncReturns<string>
export function give(path: string, account: Place['account']): void
