import { PgBoss, type QueueOptions } from 'pg-boss'
import { connectionOptions } from '../lib/db/connection-options.ts'
import type { Queue } from '../lib/db/queue'

// `satisfies` keeps this list equal to the queues that the app works on.
const queues = {
  mail: {},
  tenant_mail: {},
  // While a receiver cannot be reached, each delivery that waits makes a job every few minutes.
  webhook: { deleteAfterSeconds: 60 * 60 },
  housekeeping: {},
} satisfies Record<Queue, QueueOptions>

/** A new version of pg-boss may change large tables. */
const longestStatementMilliseconds = 60_000

/** Safe to repeat. */
export async function installQueues(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    ...connectionOptions(longestStatementMilliseconds),
    // The owner’s connection, which leads to PostgreSQL itself.
    options: `-c statement_timeout=${longestStatementMilliseconds} -c lock_timeout=4500 -c idle_in_transaction_session_timeout=10000`,
    connectionString: ownerUrl,
    max: 2,
    schedule: false,
    supervise: false,
  })
  const errors: Error[] = []
  boss.on('error', (error) => errors.push(error))
  try {
    await boss.start()
    for (const [queue, options] of Object.entries<QueueOptions>(queues))
      await installQueue(boss, queue, options)
  } catch (error) {
    // Not awaited: pg-boss would ask a server that has vanished several times more.
    void boss.stop({ graceful: false }).catch(() => undefined)
    throw error
  }
  await boss.stop({ graceful: false })
  if (errors[0]) throw errors[0]
}

async function installQueue(boss: PgBoss, queue: string, options: QueueOptions): Promise<void> {
  await boss.createQueue(queue, options)
  // One that an older version made keeps its options otherwise.
  if (Object.keys(options).length > 0) await boss.updateQueue(queue, options)
}
