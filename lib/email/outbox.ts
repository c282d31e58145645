import { enqueueAfter, everyHour, stopQueue, work, type Jobs } from '@/lib/db/queue'
import { keepHouse } from '@/lib/domain/housekeeping/keep-house'
import { env } from '@/lib/env'
import { claimMail, keepDraft, settleMail, type ClaimedMail } from './claimed-mail'
import { filled, writeDraft, type Draft } from './draft'
import { createTransport, type Deliver, type Delivery } from './transport'

interface OutboxSettings {
  /** How long the provider may take to answer; the transport’s own unless said. */
  timeoutMs?: number
}

const atOnce = 4

/** Works the queues of this process until stopOutbox(): sends mail, a few at a time, and keeps house. */
export async function startOutbox({ timeoutMs }: OutboxSettings = {}): Promise<void> {
  const { resendApiKey: apiKey, resendBaseUrl: baseUrl } = env()
  const deliver = apiKey === undefined ? null : createTransport({ apiKey, baseUrl, timeoutMs })
  await work('mail', (job) => send(job.data, deliver), { width: atOnce })
  await work('housekeeping', keepHouse)
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
  const mail = await claimMail(job)
  if (mail === null) return
  const written = mail.draft ?? (await writeDraft(mail.content))
  if (deliver === null) {
    await settleMail(mail, { state: 'sent', kept: filled(written, mail) })
    return
  }
  const draft = mail.draft ?? (await keepDraft(mail, written))
  if (draft !== null) await record(mail, await deliver(messageOf(mail, draft)))
}

function messageOf(mail: ClaimedMail, draft: Draft) {
  return {
    ...filled(draft, mail),
    id: mail.id,
    idempotencyKey: mail.id,
    to: mail.recipient,
    template: mail.template,
    tags: { tenant: mail.tenantId },
  }
}

async function record(mail: ClaimedMail, delivery: Delivery): Promise<void> {
  switch (delivery.kind) {
    case 'sent':
      return settleMail(mail, { state: 'sent', providerId: delivery.providerId })
    case 'refused':
      return settleMail(mail, { state: 'failed', lastProblem: delivery.reason })
    case 'ambiguous':
      await settleMail(mail, { state: 'queued', lastProblem: delivery.reason })
      throw new Error(`mail ${mail.id}: ${delivery.reason}`)
    case 'retry':
      await settleMail(mail, { state: 'queued', lastProblem: delivery.reason })
      return sendLater(mail, delivery)
  }
}

/** No sooner than the provider says, if it does. */
async function sendLater(
  mail: ClaimedMail,
  delivery: { afterSeconds?: number; reason: string },
): Promise<void> {
  if (delivery.afterSeconds === undefined) throw new Error(`mail ${mail.id}: ${delivery.reason}`)
  const seconds = Math.min(Math.max(delivery.afterSeconds, 1), longestWait)
  await enqueueAfter('mail', { tenantId: mail.tenantId, mailId: mail.id }, seconds)
}

/** A day’s quota comes back within a day; more than that is a mistake of theirs. */
const longestWait = 6 * 3600
