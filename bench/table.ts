import type { Refusals } from './bad-input'
import type { Latency, Measured } from './measure'
import type { Ratio } from './rows'

export interface Line {
  name: string
  measured: Measured
  ratios: Ratio[]
}

const alone = ['p50 alone', 'p99 alone']
const cpu = ['Node', 'PostgreSQL']
const heads = ['request', 'a second', ...alone, 'p50', 'p99', ...cpu, 'spread', 'ratio', 'goal', '']

/** All that was measured: requests a second, milliseconds, milliseconds of CPU a request. */
export function table(lines: readonly Line[]): string {
  const rates = new Map(lines.map(({ name, measured }) => [name, measured.rate]))
  const cells = lines.map(({ name, measured, ratios }) => [
    name,
    fixed(measured.rate, 0),
    ...latencies(measured.one),
    ...latencies(measured.many),
    fixed(measured.nodeCpu, 2),
    measured.databaseCpu === null ? '–' : fixed(measured.databaseCpu, 2),
    `${fixed(measured.spread * 100, 0)} %`,
    ...verdicts(
      ratios.map((ratio) => ({ ...ratio, value: measured.rate / (rates.get(ratio.to) ?? Number.NaN) })),
    ),
  ])
  return drawn([heads, heads.map(() => '-'), ...cells])
}

function latencies(latency: Latency | null): string[] {
  return latency === null ? ['–', '–'] : [fixed(latency.p50, 1), fixed(latency.p99, 1)]
}

function verdicts(ratios: readonly (Ratio & { value: number })[]): string[] {
  const withGoals = ratios.flatMap(({ value, goal }) => (goal === undefined ? [] : [{ value, goal }]))
  return [
    ratios.map(({ value, label }) => `${fixed(value, 2)} × ${label}`).join('; '),
    withGoals.map(({ goal }) => `≥ ${goal}`).join('; '),
    withGoals.map(({ value, goal }) => (value >= goal ? 'met' : 'missing')).join('; '),
  ]
}

const refusalHeads = ['bad input refused', 'requests', 'p50 ms', 'p99 ms', 'max ms']

export function refusalTable(rows: readonly Refusals[]): string {
  const cells = rows.map(({ name, count, median, p99, max }) => [
    name,
    String(count),
    fixed(median, 1),
    fixed(p99, 1),
    fixed(max, 1),
  ])
  return drawn([refusalHeads, refusalHeads.map(() => '-'), ...cells])
}

function drawn(lines: readonly string[][]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  return lines
    .map((line) => `| ${line.map((cell, column) => padded(cell, column, widths)).join(' | ')} |`)
    .join('\n')
}

function padded(cell: string, column: number, widths: readonly number[]): string {
  const width = widths[column] ?? 0
  if (cell === '-') return '-'.repeat(width)
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}

function fixed(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : 'unknown'
}
