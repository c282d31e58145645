import { PgBoss, fromPrisma, type JobResult } from 'pg-boss'
import { log } from '../log'
import { poolOptions, poolSizes } from './pool-options'
import type { Tx } from './prisma'

export interface Jobs {
  mail: { tenantId: string; mailId: string }
  /** By the tenant’s own mail server, which may be slow. */
  tenant_mail: { tenantId: string; mailId: string }
  /** `attempts`: how many the delivery had; with another number, another job has taken over. */
  webhook: { tenantId: string; deliveryId: string; attempts: number }
  housekeeping: Record<string, never>
}

export type Queue = keyof Jobs

/** Retries at most five minutes apart. A killed worker’s job can be fetched again within a minute. */
const retries = {
  retryLimit: 1000,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 300,
  heartbeatSeconds: 30,
}

type Role = 'worker' | 'sender'

const globals = globalThis as typeof globalThis & { foyerQueue?: Map<Role, Promise<PgBoss>> }

/** A pg-boss that works the queues also supervises them and sends. */
function worker(): Promise<PgBoss> {
  return globals.foyerQueue?.get('worker') ?? start('worker')
}

function sender(): Promise<PgBoss> {
  return globals.foyerQueue?.get('worker') ?? globals.foyerQueue?.get('sender') ?? start('sender')
}

/** Not cached if its start failed, so that the next caller tries again. */
function start(role: Role): Promise<PgBoss> {
  const bosses = (globals.foyerQueue ??= new Map<Role, Promise<PgBoss>>())
  const starting = startBoss(role === 'worker')
  bosses.set(role, starting)
  starting.catch(() => bosses.delete(role))
  return starting
}

async function startBoss(isWorker: boolean): Promise<PgBoss> {
  const started = new PgBoss({
    ...poolOptions(isWorker ? poolSizes().queue : 1),
    migrate: false,
    createSchema: false,
    supervise: isWorker,
    schedule: isWorker,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    maintenanceIntervalSeconds: 10 * 60,
  })
  started.on('error', (error) => log().error({ part: 'queue', err: error }, 'The queue failed.'))
  await started.start()
  return started
}

interface Batch<Q extends Queue> {
  jobs: readonly Jobs[Q][]
  /** Until they start; at once by default. */
  seconds?: number
  /** Of one group, a process works on few jobs at once: see `perGroup`. */
  group?: string
}

export async function enqueue<Q extends Queue>(tx: Tx, queue: Q, { jobs, ...when }: Batch<Q>): Promise<void> {
  if (jobs.length === 0) return
  const inserted = jobs.map((data) => ({ ...optionsOf(when), data }))
  await (await sender()).insert(queue, inserted, { db: fromPrisma(tx) })
}

interface Concurrency {
  /** Batches of jobs at once. */
  width: number
  /** Jobs in a batch, which all wait for the slowest of it. */
  batchSize?: 1 | 2
  perGroup?: number
}

/** A throw is a retry. */
export async function work<Q extends Queue>(
  queue: Q,
  handle: (job: Jobs[Q]) => Promise<void>,
  options: Concurrency = { width: 1 },
): Promise<void> {
  const started = await worker()
  const settings = {
    pollingIntervalSeconds: 0.5,
    batchSize: options.batchSize ?? 2,
    burstWhenBatchFull: true,
    // Batches of one never count as full: they go on without a pause while others wait.
    burstWhenReadyExceeds: 1,
    localConcurrency: options.width,
    ...(options.perGroup === undefined ? {} : { localGroupConcurrency: options.perGroup }),
    perJobResults: true,
  } as const
  await started.work<Jobs[Q], JobResult[], typeof settings>(queue, settings, (jobs) =>
    Promise.all(jobs.map((job) => resultOf(job.id, () => handle(job.data)))),
  )
}

async function resultOf(id: string, work: () => Promise<void>): Promise<JobResult> {
  try {
    await work()
    return { id, status: 'completed' }
  } catch (error) {
    return {
      id,
      status: 'failed',
      output: { message: error instanceof Error ? error.message : String(error) },
    }
  }
}

/** Later than the backoff would: for a provider that named a time. */
export async function enqueueAfter<Q extends Queue>(
  queue: Q,
  job: Jobs[Q],
  when: Omit<Batch<Q>, 'jobs'>,
): Promise<void> {
  await (await sender()).send(queue, job, optionsOf(when))
}

function optionsOf({ seconds = 0, group }: Omit<Batch<Queue>, 'jobs'>) {
  return { ...retries, startAfter: seconds, ...(group === undefined ? {} : { group: { id: group } }) }
}

export interface CountedQueue {
  queue: string
  ready: number
  deferred: number
  active: number
  failed: number
}

/** As a process that works them has counted them within the last seconds. */
export async function countJobs(): Promise<CountedQueue[]> {
  const queues = await (await sender()).getQueues()
  return queues.map(({ name, readyCount, deferredCount, activeCount, failedCount }) => ({
    queue: name,
    ready: readyCount,
    deferred: deferredCount,
    active: activeCount,
    failed: failedCount,
  }))
}

/** One job for all processes. */
export async function everyHour<Q extends Queue>(queue: Q, job: Jobs[Q]): Promise<void> {
  await (await worker()).schedule(queue, '0 * * * *', job, { retryLimit: 2, heartbeatSeconds: 30 })
}

/** Waits for running jobs. */
export async function stopQueue(): Promise<void> {
  const bosses = globals.foyerQueue
  delete globals.foyerQueue
  for (const running of bosses?.values() ?? []) {
    await (await running).stop({ graceful: true, timeout: 12_000 })
  }
}
