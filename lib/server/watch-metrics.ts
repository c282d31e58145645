import { setTimeout as after } from 'node:timers/promises'
import { collectDefaultMetrics, Gauge } from 'prom-client'
import { connections } from '@/lib/db/prisma'
import { countJobs, type CountedQueue } from '@/lib/db/queue'
import { sidePool } from '@/lib/db/side-pool'
import { metrics } from '@/lib/metrics'

/** Of the database’s answer, so that a scrape has the other metrics while the database is away. */
const maxMilliseconds = 1000

/** Adds the metrics that are read at a scrape. To be called once, and only where metrics are served. */
export function watchMetrics(): void {
  const { registry } = metrics()
  collectDefaultMetrics({ register: registry })
  watchPools()
  watchJobs()
}

function watchPools(): void {
  new Gauge({
    name: 'foyer_database_connections',
    help: 'Connections of a pool to PostgreSQL that are in use or idle, and requests that wait for one.',
    labelNames: ['pool', 'state'],
    registers: [metrics().registry],
    collect() {
      const pools = { requests: connections().pool, limits: sidePool() }
      for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) {
        this.set({ pool, state: 'used' }, totalCount - idleCount)
        this.set({ pool, state: 'idle' }, idleCount)
        this.set({ pool, state: 'waiting' }, waitingCount)
      }
    },
  })
}

function watchJobs(): void {
  new Gauge({
    name: 'foyer_jobs',
    help: 'Jobs of all processes: ready, deferred (their next attempt is later), active, or failed lately.',
    labelNames: ['queue', 'state'],
    registers: [metrics().registry],
    async collect() {
      const queues = await countInTime()
      this.reset()
      for (const { queue, ...states } of queues) {
        for (const [state, count] of Object.entries(states)) this.set({ queue, state }, count)
      }
    },
  })
}

let asked: Promise<CountedQueue[]> | undefined

/** None where the database does not answer in time. Asked once for all who ask at once. */
async function countInTime(): Promise<CountedQueue[]> {
  asked ??= countJobs()
    .catch(() => [])
    .finally(() => (asked = undefined))
  return Promise.race([asked, after(maxMilliseconds, [], { ref: false })])
}
