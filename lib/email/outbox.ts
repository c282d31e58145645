import { setTimeout as pause } from 'node:timers/promises'
import { enqueueAfter, everyHour, stopQueue, work, type Jobs } from '@/lib/db/queue'
import { runCleanup } from '@/lib/domain/housekeeping/run-cleanup'
import { env } from '@/lib/env'
import { claimMessage, saveInput, recordOutcome, type ClaimedMessage } from './claimed-message'
import { fillPlaceholders, serializeInput, type TemplateInput } from './template-input'
import { createTransport, type Deliver, type Delivery } from './transport'

interface OutboxSettings {
  /** How long the provider may take to answer; the transport’s own unless said. */
  timeoutMs?: number
}

const pairsAtOnce = 2
/** A day’s quota comes back within a day; whoever says more than this is asked in between. */
const longestWaitSeconds = 6 * 3600
/** What a worker waits out with its job in hand. */
const shortRestSeconds = 5
/** Until when the provider wants none of this process’s mails; in milliseconds since 1970. */
let restUntil = 0

/** Works the queues of this process until stopOutbox(): sends mail, a few at a time, and keeps house. */
export async function startOutbox({ timeoutMs }: OutboxSettings = {}): Promise<void> {
  const { resendApiKey: apiKey, resendBaseUrl: baseUrl } = env()
  const deliver = apiKey === undefined ? null : createTransport({ apiKey, baseUrl, timeoutMs })
  await work('mail', (job) => send(job, deliver), { width: pairsAtOnce })
  await work('housekeeping', runCleanup)
  await everyHour('housekeeping', {})
}

/** Waits for the jobs under way. */
export async function stopOutbox(): Promise<void> {
  await stopQueue()
}

/**
 * One attempt. A throw is a retry by the job’s backoff. The key is the mail’s id, the same for every attempt, and so
 * are the bytes: whatever gets lost on the way, one mail arrives.
 */
async function send(job: Jobs['mail'], deliver: Deliver | null): Promise<void> {
  if (deliver !== null && (await isResting(job))) return
  const mail = await claimMessage(job)
  if (mail === null) return
  const written = mail.draft ?? (await serializeInput(mail.content))
  if (deliver === null) {
    await recordOutcome(mail, { state: 'sent', kept: fillPlaceholders(written, mail) })
    return
  }
  const draft = mail.draft ?? (await saveInput(mail, written))
  if (draft !== null) await record(mail, await deliver(messageOf(mail, draft)))
}

function messageOf(mail: ClaimedMessage, draft: TemplateInput) {
  return {
    ...fillPlaceholders(draft, mail),
    id: mail.id,
    idempotencyKey: mail.id,
    to: mail.recipient,
    template: mail.template,
    tags: { tenant: mail.tenantId },
  }
}

async function record(mail: ClaimedMessage, delivery: Delivery): Promise<void> {
  switch (delivery.kind) {
    case 'sent':
      return recordOutcome(mail, { state: 'sent', providerId: delivery.providerId })
    case 'refused':
      return recordOutcome(mail, { state: 'failed', lastProblem: delivery.reason })
    case 'ambiguous':
      await recordOutcome(mail, { state: 'queued', lastProblem: delivery.reason })
      throw new Error(`mail ${mail.id}: ${delivery.reason}`)
    case 'retry':
      await recordOutcome(mail, { state: 'queued', lastProblem: delivery.reason })
      return sendLater(mail, delivery)
  }
}

/** No sooner than the provider says, if it does; it speaks of all mails, not of this one. */
async function sendLater(
  mail: ClaimedMessage,
  delivery: { afterSeconds?: number; reason: string },
): Promise<void> {
  if (delivery.afterSeconds === undefined) throw new Error(`mail ${mail.id}: ${delivery.reason}`)
  const seconds = Math.min(Math.max(delivery.afterSeconds, 1), longestWaitSeconds)
  restUntil = Math.max(restUntil, Date.now() + seconds * 1000)
  await enqueueAfter('mail', { tenantId: mail.tenantId, mailId: mail.id }, seconds)
}

/** Sits out a short rest; puts the job off over a long one. */
async function isResting(job: Jobs['mail']): Promise<boolean> {
  for (;;) {
    const seconds = (restUntil - Date.now()) / 1000
    if (seconds <= 0) return false
    if (seconds > shortRestSeconds) {
      await enqueueAfter('mail', job, Math.ceil(seconds))
      return true
    }
    await pause(seconds * 1000)
  }
}
