import { setTimeout as pause } from 'node:timers/promises'
import { enqueueAfter, work, type Jobs } from '@/lib/db/queue'
import { claimDelivery } from '@/lib/domain/webhooks/claim-delivery'
import { recordAttempt } from '@/lib/domain/webhooks/record-attempt'
import { recordDeliveries, tenantsWithWebhooks } from '@/lib/domain/webhooks/record-deliveries'
import { sendDelivery } from './send-delivery'

interface WebhookSettings {
  /** Between two looks at the log. */
  pauseMs?: number
  timeoutMs?: number
}

/** A slow receiver keeps no more than these from the others. */
const width = { width: 6, perGroup: 3 }

/** Reads the log and sends. @returns what stops reading it; stopOutbox() waits for running deliveries */
export async function startWebhooks({ pauseMs = 2000, timeoutMs }: WebhookSettings = {}): Promise<
  () => Promise<void>
> {
  await work('webhook', (job) => deliver(job, timeoutMs), width)
  const stopping = new AbortController()
  const following = followLog(pauseMs, stopping.signal)
  return async () => {
    stopping.abort()
    await following
  }
}

async function deliver(job: Jobs['webhook'], timeoutMs: number | undefined): Promise<void> {
  const due = await claimDelivery(job)
  if (due === null) return
  if ('wait' in due) {
    // Up to a tenth later, since others wait for the same moment.
    const seconds = Math.ceil(due.wait * (1 + Math.random() / 10))
    await enqueueAfter('webhook', job, { seconds, group: due.webhookId })
    return
  }
  await recordAttempt(due, await sendDelivery(due, timeoutMs))
}

async function followLog(pauseMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await readLog().catch((error: unknown) => {
      process.stderr.write(`webhooks: ${error instanceof Error ? error.message : String(error)}\n`)
    })
    await pause(pauseMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

/** One tenant’s failure does not keep the others waiting. */
async function readLog(): Promise<void> {
  const tenants = await tenantsWithWebhooks()
  const read = await Promise.allSettled(tenants.map(readLogOf))
  const failed = read.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}

async function readLogOf(tenantId: string): Promise<void> {
  while (await recordDeliveries(tenantId));
}
