import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { env } from '@/lib/env'
import { percentile } from './measure'

export interface Refusals {
  name: string
  count: number
  /** In milliseconds. */
  median: number
  p99: number
  max: number
}

const line = z.object({ name: z.string(), milliseconds: z.array(z.number()).min(1) })

/**
 * How long the Management API takes to refuse bad input, by class of operations: the test’s own requests,
 * eight at once in one process with the routes.
 */
export async function refuseBadInput(): Promise<Refusals[]> {
  const report = join(env().dataDir, 'bad-inputs.jsonl')
  const { DATABASE_URL: _, MIGRATION_DATABASE_URL: __, FOYER_DEMO: ___, ...variables } = process.env
  const child = spawn('vitest', ['run', 'lib/http/operations/bad-input.test.ts'], {
    env: { ...variables, BAD_INPUTS_REPORT: report },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await once(child, 'exit')
  if (child.exitCode !== 0) throw new Error('Bad input was not refused as it must be: run the test to see.')
  return readFileSync(report, 'utf8')
    .trim()
    .split('\n')
    .map((text) => measured(line.parse(JSON.parse(text))))
}

function measured({ name, milliseconds }: z.output<typeof line>): Refusals {
  const sorted = milliseconds.toSorted((one, other) => one - other)
  const at = (share: number) => percentile(sorted, share)
  return { name, count: sorted.length, median: at(0.5), p99: at(0.99), max: at(1) }
}
