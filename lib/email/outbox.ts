import { enqueueAfter, everyHour, stopQueue, work, type Jobs } from '@/lib/db/queue'
import { runCleanup } from '@/lib/domain/housekeeping/run-cleanup'
import { env } from '@/lib/env'
import { pauseAccount } from './account-pause'
import { claimMessage, saveInput, recordOutcome, type ClaimedMessage } from './claimed-message'
import { isMailboxOpen } from './mailbox'
import { isAccountRefused, isSenderRefused, noSender, unreadableKey } from './refusal'
import type { Account, Provider } from './sender'
import { createSmtpTransport } from './smtp-transport'
import { fillPlaceholders, serializeInput, type TemplateInput } from './template-input'
import { createTransport, type Delivery, type OutgoingMessage } from './transport'

interface OutboxSettings {
  timeoutMs?: number
}

const pairsAtOnce = 2
/** Two connections to one tenant’s server: whatever it does, the others are left to other tenants. */
const ownServers = { width: 6, batchSize: 1, perGroup: 2 } as const
/** Daily quotas renew within a day; after a longer Retry-After the provider is asked earlier. */
const longestWaitSeconds = 6 * 3600
/** Between two emails of a sender that the provider refuses, or whose own server cannot be reached. */
const refusedPauseSeconds = 60

/** Also runs the cleanup. */
export async function startOutbox(settings: OutboxSettings = {}): Promise<void> {
  await work('mail', (job) => sendFrom('mail', job, settings), { width: pairsAtOnce })
  await work('tenant_mail', (job) => sendFrom('tenant_mail', job, settings), ownServers)
  await work('housekeeping', runCleanup)
  await everyHour('housekeeping', {})
}

/** Waits for running jobs. */
export async function stopOutbox(): Promise<void> {
  await stopQueue()
}

/** A throw is a retry. After an attempt that may have been accepted, all have its key and bytes, so that one email arrives. */
async function sendFrom(
  queue: 'mail' | 'tenant_mail',
  job: Jobs['mail'],
  settings: OutboxSettings,
): Promise<void> {
  const mail = await claim(queue, job)
  if (mail !== null) await send(mail, settings)
}

async function send(mail: ClaimedMessage, settings: OutboxSettings): Promise<void> {
  const { account } = mail.sender
  if (account === null && !isMailboxOpen())
    return recordOutcome(mail, { state: 'failed', lastProblem: noSender })
  if (account?.provider === null) return recordRetry(mail, account, { kind: 'retry', reason: unreadableKey })
  const written = mail.draft ?? (await serializeInput(mail.content, mail.sender))
  if (account === null) {
    await recordOutcome(mail, { state: 'sent', kept: fillPlaceholders(written, mail), written })
    return
  }
  const draft = await saveInput(mail, written, account)
  if (draft === null) return
  const deliver = transportOf(account.provider, account, settings)
  await record(mail, account, await deliver(messageOf(mail, draft)))
}

function transportOf(provider: Provider, { isOwnServer = false }: Account, settings: OutboxSettings) {
  if (provider.kind === 'smtp')
    return createSmtpTransport({ ...settings, server: provider.server, isGuarded: isOwnServer })
  return createTransport({ ...settings, apiKey: provider.apiKey, baseUrl: env().resendBaseUrl })
}

/** Null if another job takes over: a worker that waited for one tenant’s account would delay all tenants’ emails. */
async function claim(queue: 'mail' | 'tenant_mail', job: Jobs['mail']): Promise<ClaimedMessage | null> {
  const claimed = await claimMessage(job, queue)
  if (claimed === 'own_server') await enqueueAfter('tenant_mail', job, { group: job.tenantId })
  else if (typeof claimed === 'number') await enqueueAfter('mail', job, { seconds: Math.ceil(claimed) })
  else return claimed
  return null
}

function messageOf(mail: ClaimedMessage, draft: TemplateInput): OutgoingMessage {
  return {
    ...fillPlaceholders(draft, mail),
    id: mail.id,
    idempotencyKey: mail.id,
    to: mail.recipient,
    template: mail.template,
    tags: { tenant: mail.tenantId },
    domain: mail.domain,
    createdAt: mail.createdAt,
  }
}

async function record(mail: ClaimedMessage, account: Account, delivery: Delivery): Promise<void> {
  if (delivery.kind === 'sent') return recordOutcome(mail, { state: 'sent', providerId: delivery.providerId })
  const { kind, reason: lastProblem } = delivery
  if (kind === 'bounced') return recordOutcome(mail, { state: 'failed', lastProblem, bounce: delivery.cause })
  // SMTP has no idempotency keys: after one lost answer the email is sent once more, and may have arrived.
  if (kind !== 'retry' && mail.draft !== null && account.provider?.kind === 'smtp')
    return recordOutcome(mail, { state: 'unknown', lastProblem })
  if (kind === 'refused') return recordOutcome(mail, { state: 'failed', lastProblem })
  return recordRetry(mail, account, delivery)
}

type Retry = Extract<Delivery, { kind: 'retry' | 'ambiguous' }>

async function recordRetry(mail: ClaimedMessage, account: Account, retry: Retry): Promise<void> {
  const { kind, reason: lastProblem } = retry
  // Its sender waits for the answer.
  if (mail.template === 'sender_test' && isSenderRefused(lastProblem))
    return recordOutcome(mail, { state: 'failed', lastProblem })
  // An attempt before this one may have been accepted.
  const isAmbiguous = kind === 'ambiguous' || mail.draft !== null
  await recordOutcome(mail, { state: 'queued', lastProblem, isAmbiguous })
  const isPaused = isAccountRefused(lastProblem) || (account.isOwnServer && retry.afterSeconds !== undefined)
  const afterSeconds = isPaused ? refusedPauseSeconds : retry.afterSeconds
  if (afterSeconds === undefined) throw new Error(`mail ${mail.id}: ${lastProblem}`)
  const seconds = Math.min(Math.max(afterSeconds, 1), longestWaitSeconds)
  pauseAccount(account, seconds)
  await enqueueAfter('mail', { tenantId: mail.tenantId, mailId: mail.id }, { seconds })
}
