import { Webhook } from 'standardwebhooks'
import { enqueueAfter, work, type Jobs } from '@/lib/db/queue'
import { claimDelivery, type DueDelivery, failDelivery } from '@/lib/domain/webhooks/claim-delivery'
import { enqueueWaiting } from '@/lib/domain/webhooks/enqueue-waiting'
import { type AttemptOutcome, recordAttempt } from '@/lib/domain/webhooks/record-attempt'
import { recordDeliveries, tenantsWithWebhooks } from '@/lib/domain/webhooks/record-deliveries'
import { repeat } from '@/lib/repeat'
import { mostMilliseconds, post } from './post'

interface WebhookSettings {
  /** Between two reads of the log. */
  pauseMs?: number
  timeoutMs?: number
}

/** Whatever one owner’s receivers do, nine of the twelve requests at once are left to the others. */
const width = { width: 12, batchSize: 1, perGroup: 3 } as const

/** Reads the log and sends. @returns what stops reading it; stopOutbox() waits for running deliveries */
export async function startWebhooks({ pauseMs = 2000, timeoutMs }: WebhookSettings = {}): Promise<
  () => Promise<void>
> {
  await work('webhook', (job) => deliver(job, timeoutMs), width)
  return repeat({ name: 'webhooks', pauseMs }, readLog)
}

async function deliver(job: Jobs['webhook'], timeoutMs: number | undefined): Promise<void> {
  const due = await claimDelivery(job)
  if (due === null) return
  if ('problem' in due) return failDelivery(job, due.problem)
  if ('wait' in due) {
    // Up to a tenth later, since others wait for the same moment.
    const seconds = Math.ceil(due.wait * (1 + Math.random() / 10))
    await enqueueAfter('webhook', job, { seconds, group: due.group })
    return
  }
  await recordAttempt(due, await sendDelivery(due, timeoutMs))
}

/** Signed as Standard Webhooks has it, with each secret that is valid. Never throws for failures of the receiver. */
async function sendDelivery(
  { url, payload, messageId, secrets }: Pick<DueDelivery, 'url' | 'payload' | 'messageId' | 'secrets'>,
  milliseconds = mostMilliseconds,
): Promise<AttemptOutcome> {
  if (secrets === null) return { problem: 'unreadable_secret', status: null, durationMs: 0, retryAfter: null }
  const body = JSON.stringify(payload)
  const now = new Date()
  const headers = {
    'content-type': 'application/json',
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(messageId, now, body)).join(' '),
  }
  const startedAt = performance.now()
  const answer = await post(url, { body, headers, milliseconds })
  return { ...answer, durationMs: Math.round(performance.now() - startedAt) }
}

/** At once, so that requests keep the other connections to the database. */
const tenantsAtOnce = 3

/** One tenant’s failure does not keep the others waiting. */
async function readLog(): Promise<void> {
  const waiting = (await tenantsWithWebhooks()).values()
  const failures: unknown[] = []
  const readOn = async () => {
    for (const tenantId of waiting) await readLogOf(tenantId).catch((error: unknown) => failures.push(error))
  }
  await Promise.all(Array.from({ length: tenantsAtOnce }, readOn))
  if (failures.length > 0) throw failures[0]
}

async function readLogOf(tenantId: string): Promise<void> {
  while (await enqueueWaiting(tenantId));
  while (await recordDeliveries(tenantId));
}
