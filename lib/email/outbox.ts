import { setTimeout as pause } from 'node:timers/promises'
import { enqueueAfter, everyHour, stopQueue, work, type Jobs } from '@/lib/db/queue'
import { runCleanup } from '@/lib/domain/housekeeping/run-cleanup'
import { env } from '@/lib/env'
import { claimMessage, saveInput, recordOutcome, type ClaimedMessage } from './claimed-message'
import { fillPlaceholders, serializeInput, type TemplateInput } from './template-input'
import { createTransport, type Deliver, type Delivery } from './transport'

interface OutboxSettings {
  timeoutMs?: number
}

const pairsAtOnce = 2
/** Daily quotas renew within a day; after a longer Retry-After the provider is asked earlier. */
const longestWaitSeconds = 6 * 3600
/** A worker waits this long with its job in hand. */
const shortRestSeconds = 5
/** The provider refuses all emails of this process until then; milliseconds since 1970. */
let restUntil = 0

/** Also runs the cleanup. */
export async function startOutbox({ timeoutMs }: OutboxSettings = {}): Promise<void> {
  const { resendApiKey: apiKey, resendBaseUrl: baseUrl } = env()
  const deliver = apiKey === undefined ? null : createTransport({ apiKey, baseUrl, timeoutMs })
  await work('mail', (job) => send(job, deliver), { width: pairsAtOnce })
  await work('housekeeping', runCleanup)
  await everyHour('housekeeping', {})
}

/** Waits for running jobs. */
export async function stopOutbox(): Promise<void> {
  await stopQueue()
}

/** A throw is a retry. All attempts have the same key and bytes, so that one email arrives. */
async function send(job: Jobs['mail'], deliver: Deliver | null): Promise<void> {
  if (deliver !== null && (await isResting(job))) return
  const mail = await claimMessage(job)
  if (mail === null) return
  const written = mail.draft ?? (await serializeInput(mail.content))
  if (deliver === null) {
    await recordOutcome(mail, { state: 'sent', kept: fillPlaceholders(written, mail), written })
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

/** The provider’s Retry-After is about all emails, not this one. */
async function sendLater(
  mail: ClaimedMessage,
  delivery: { afterSeconds?: number; reason: string },
): Promise<void> {
  if (delivery.afterSeconds === undefined) throw new Error(`mail ${mail.id}: ${delivery.reason}`)
  const seconds = Math.min(Math.max(delivery.afterSeconds, 1), longestWaitSeconds)
  restUntil = Math.max(restUntil, Date.now() + seconds * 1000)
  await enqueueAfter('mail', { tenantId: mail.tenantId, mailId: mail.id }, seconds)
}

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
