import type { Refusals } from './bad-input'

export interface Measured {
  name: string
  tokensPerSecond: number
  /** Milliseconds of one core for each token: in Foyer’s process, and in the database’s. */
  cpu: number
  databaseCpu: number | null
}

const heads = ['', 'tokens/s', 'of the limit', 'CPU ms/token', 'times the limit', 'database CPU ms/token']

/** The measurements beside the first of them, the limit. */
export function table(rows: readonly Measured[]): string {
  const [limit] = rows
  const cells = rows.map(({ name, tokensPerSecond, cpu, databaseCpu }) => [
    name,
    fixed(tokensPerSecond, 0),
    `${fixed((100 * tokensPerSecond) / (limit?.tokensPerSecond ?? Number.NaN), 1)} %`,
    fixed(cpu, 2),
    fixed(cpu / (limit?.cpu ?? Number.NaN), 1),
    databaseCpu === null ? '–' : fixed(databaseCpu, 2),
  ])
  return drawn([heads, heads.map(() => '-'), ...cells])
}

const refusalHeads = ['bad input refused', 'requests', 'p50 ms', 'p99 ms', 'max ms']

export function refusalTable(rows: readonly Refusals[]): string {
  const cells = rows.map(({ name, count, median, p99, max }) => [
    ...[name, String(count)],
    ...[median, p99, max].map((milliseconds) => fixed(milliseconds, 1)),
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
