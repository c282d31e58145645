import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findPlace } from '../bin/postgres-location.mjs'
import { processesIn } from '../bin/processes.mjs'

const millisecondsATick = 10
const quietWindow = 400
const longestQuietWait = 60_000

/** CPU milliseconds that a process has used, its own and the system’s for it. Not a number where there is no /proc. */
export function processCpu(pid: number): number {
  return ticks(pid, [11, 12])
}

/** The same for all processes of the embedded database, with those that have ended. */
export function databaseCpu(dataDir: string): number {
  const pids = processesIn(join(findPlace(dataDir).home, 'pg'))
  if (pids.length === 0) return Number.NaN
  return pids.reduce((sum, pid) => sum + (ticks(Number(pid), [11, 12, 13, 14]) || 0), 0)
}

/** Waits until the process has done what it put off, such as sending email: it uses less than a twentieth of a core. */
export async function waitUntilQuiet(pid: number): Promise<void> {
  const until = performance.now() + longestQuietWait
  let before = processCpu(pid)
  while (performance.now() < until && !Number.isNaN(before)) {
    await pause(quietWindow)
    const now = processCpu(pid)
    if (now - before < quietWindow / 20) return
    before = now
  }
}

/** @param fields of /proc/<pid>/stat, counted from the state of the process */
function ticks(pid: number, fields: readonly number[]): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const values = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields.reduce((sum, field) => sum + Number(values[field]), 0) * millisecondsATick
  } catch {
    return Number.NaN
  }
}
