import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPlace } from '../bin/postgres-place.mjs'
import { processesIn } from '../bin/processes.mjs'

const millisecondsATick = 10

/** CPU milliseconds that a process has used, its own and the system’s for it. Not a number where there is no /proc. */
export function processCpu(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * millisecondsATick
  } catch {
    return Number.NaN
  }
}

/** The same for all processes of the embedded database that run now. */
export function databaseCpu(dataDir: string): number {
  const pids = processesIn(join(findPlace(dataDir).home, 'pg'))
  if (pids.length === 0) return Number.NaN
  return pids.reduce((sum, pid) => sum + (processCpu(Number(pid)) || 0), 0)
}
