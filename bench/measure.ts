import { env } from '@/lib/env'
import { databaseCpu, processCpu, waitUntilQuiet } from './cpu'
import { load, type NextCall } from './load'

export interface Server {
  port: number
  pid: number
}

export interface Latency {
  /** In milliseconds. */
  p50: number
  p99: number
}

export interface Measured {
  /** Requests a second, under load. */
  rate: number
  one: Latency | null
  many: Latency | null
  /** CPU milliseconds a request, under load: of Node and of PostgreSQL. */
  nodeCpu: number
  databaseCpu: number | null
  /** Between the rounds: the largest rate less the smallest, as a share of the mean. */
  spread: number
}

export interface Round {
  rate: number
  one: number[]
  many: number[]
  nodeCpu: number
  databaseCpu: number | null
}

const seconds = { warmUp: 0.5, one: 0.8, many: 2 }

/** Seconds of one round, without what the server does afterwards. */
export const roundSeconds = seconds.warmUp + seconds.one + seconds.many

/** One round: warm up, one connection, then all of them. CPU includes what the server does afterwards. */
export async function measureRound(server: Server, connections: readonly NextCall[]): Promise<Round> {
  const { port, pid } = server
  await load({ port, connections, seconds: seconds.warmUp })
  await waitUntilQuiet(pid)
  const one = await load({ port, connections: connections.slice(0, 1), seconds: seconds.one })
  await waitUntilQuiet(pid)
  const before = { node: processCpu(pid), database: databaseCpu(env().dataDir) }
  const many = await load({ port, connections, seconds: seconds.many })
  await waitUntilQuiet(pid)
  const count = many.latencies.length
  return {
    rate: count / many.seconds,
    one: one.latencies,
    many: many.latencies,
    nodeCpu: (processCpu(pid) - before.node) / count,
    databaseCpu: (databaseCpu(env().dataDir) - before.database) / count,
  }
}

export function combine(rounds: readonly Round[]): Measured {
  const rates = rounds.map(({ rate }) => rate)
  const databases = rounds.flatMap(({ databaseCpu: cpu }) => (cpu === null ? [] : [cpu]))
  const rate = mean(rates)
  return {
    rate,
    one: latency(rounds.flatMap(({ one }) => one)),
    many: latency(rounds.flatMap(({ many }) => many)),
    nodeCpu: mean(rounds.map(({ nodeCpu }) => nodeCpu)),
    databaseCpu: databases.length === 0 ? null : mean(databases),
    spread: (Math.max(...rates) - Math.min(...rates)) / rate,
  }
}

function latency(milliseconds: readonly number[]): Latency | null {
  if (milliseconds.length === 0) return null
  const sorted = milliseconds.toSorted((one, other) => one - other)
  return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) }
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
