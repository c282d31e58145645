import type { SystemAccess } from '@/lib/access'
import { noLongerWanted } from '@/lib/db/outgoing-mail'
import { bypassRowSecurity, change, unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import type { Jobs } from '@/lib/db/queue'
import { metrics } from '@/lib/metrics'
import { pauseSeconds } from './account-pause'
import { composeEmail, type Composed } from './compose'
import type { QueuedEmail } from './compose-context'
import { readSender, type Account, type Sender } from './sender'
import { templateInputOf, type TemplateInput } from './template-input'

interface ClaimedRow extends QueuedEmail {
  template: string
  /** Of this attempt: its outcome is recorded only if it is still the latest. */
  attempts: number
  /** What the provider may have accepted, by which of its accounts. */
  draft: unknown
  triedWith: string | null
  lastProblem: string | null
}

export interface ClaimedMessage extends Omit<ClaimedRow, 'draft'>, Composed {
  draft: TemplateInput | null
  sender: Sender
}

export type Outcome =
  | { state: 'sent'; providerId: string }
  /** In the local mailbox: as the recipient sees it, and as it was written, without secrets. */
  | { state: 'sent'; kept: TemplateInput; written: TemplateInput }
  | { state: 'queued'; lastProblem: string; isAmbiguous: boolean }
  | { state: 'failed'; lastProblem: string; bounce?: string }
  | { state: 'unknown'; lastProblem: string }

/** The provider forgets a key after 24 hours; a later attempt could send a second email. */
const keyLivesHours = 23

const noAnswer = 'no answer within a day'
const accountChanged = 'the account at the provider changed after an attempt without an answer'

/** `own_server`: for the queue of the tenants’ own servers. A number: the account is paused for so many seconds. */
type Claimed = ClaimedMessage | 'own_server' | number

/** Null if there is nothing left to attempt. Tests of a sender are attempted although its account is paused. */
export function claimMessage(
  { tenantId, mailId }: Jobs['mail'],
  queue: 'mail' | 'tenant_mail',
): Promise<Claimed | null> {
  return change(worker(tenantId), async (tx): Promise<ChangeResult<Claimed | null>> => {
    const sender = await readSender(tx, tenantId)
    if (queue === 'mail' && sender.account?.isOwnServer) return unchanged('own_server')
    const wait = pauseSeconds(sender.account)
    const isPaused = wait > 0
    const [row] = await tx.$queryRaw<(ClaimedRow & { keyLives: boolean })[]>`
      UPDATE mails SET attempts = attempts + 1, first_tried_at = coalesce(first_tried_at, now())
      WHERE tenant_id = ${tenantId} AND id = ${mailId} AND state = 'queued'
        AND (template = 'sender_test' OR NOT ${isPaused})
      RETURNING tenant_id AS "tenantId", id, organization_id AS "organizationId", recipient, template, payload,
        created_at AS "createdAt", attempts, draft, tried_with AS "triedWith", last_problem AS "lastProblem",
        first_tried_at > now() - make_interval(hours => ${keyLivesHours}) AS "keyLives"`
    if (!row) return unchanged(isPaused ? wait : null)
    const end = endOf(row, sender)
    if (end !== null) return settled(tx, row, end)
    const composed = await composeEmail(tx, row)
    if (composed === null) return settled(tx, row, unwanted(row))
    return unchanged({ ...row, ...composed, draft: templateInputOf(row.draft), sender })
  })
}

/** Another account does not know the idempotency key of an attempt that may have been accepted. */
function endOf(row: ClaimedRow & { keyLives: boolean }, { account }: Sender): Outcome | null {
  const { draft, triedWith, lastProblem, keyLives } = row
  const isReadable = account?.provider !== null
  if (draft !== null && triedWith !== null && isReadable && triedWith !== account?.id)
    return { state: 'unknown', lastProblem: accountChanged }
  if (keyLives) return null
  // All attempts were refused, so that the operator can send it again.
  if (draft === null && lastProblem !== null) return { state: 'failed', lastProblem }
  return { state: 'unknown', lastProblem: noAnswer }
}

/**
 * Before the provider is asked. What may have been accepted counts for all attempts: maybe another worker’s. Null if the
 * email is already completed, or another account has been asked.
 */
export function saveInput(
  { tenantId, id }: ClaimedMessage,
  draft: TemplateInput,
  account: Account,
): Promise<TemplateInput | null> {
  return change(worker(tenantId), async (tx) => {
    const [row] = await tx.$queryRaw<{ draft: unknown }[]>`
      UPDATE mails SET draft = coalesce(draft, ${JSON.stringify(draft)}::jsonb), tried_with = ${account.id}
      WHERE tenant_id = ${tenantId} AND id = ${id} AND state = 'queued'
        AND (draft IS NULL OR tried_with IS NULL OR tried_with = ${account.id})
      RETURNING draft`
    return unchanged(row ? templateInputOf(row.draft) : null)
  })
}

/** A worker whose lease expired changes nothing, unless it knows of a success. */
export function recordOutcome(mail: ClaimedMessage, outcome: Outcome): Promise<void> {
  return change(worker(mail.tenantId), async (tx) => {
    const { events } = await settled(tx, mail, outcome)
    return { result: undefined, events }
  })
}

function worker(tenantId: string): SystemAccess {
  return bypassRowSecurity('the worker sends email', tenantId)
}

/** An earlier attempt may have been delivered though its response was lost, so it is not called failed. */
function unwanted({ attempts }: ClaimedRow): Outcome {
  return { state: attempts === 1 ? 'failed' : 'unknown', lastProblem: noLongerWanted }
}

async function settled(
  tx: Tx,
  row: Omit<ClaimedRow, 'draft'>,
  outcome: Outcome,
): Promise<ChangeResult<null>> {
  const count =
    outcome.state === 'sent' ? await markSent(tx, row, outcome) : await markUnsent(tx, row, outcome)
  if (count > 0) metrics().emails.inc({ outcome: outcome.state === 'queued' ? 'retried' : outcome.state })
  if (count === 0 || !isTrouble(outcome)) return unchanged(null)
  if (outcome.state === 'failed' && outcome.bounce !== undefined) await insertBounce(tx, row, outcome.bounce)
  return {
    result: null,
    events: [
      {
        type: outcome.state === 'failed' ? 'mail.failed' : 'mail.given_up',
        ...(row.organizationId === null ? {} : { organizationId: row.organizationId }),
        target: { kind: 'mail', id: row.id, email: row.recipient },
        details: { template: row.template, attempts: row.attempts },
      },
    ],
  }
}

/** As Resend would report it. */
async function insertBounce(tx: Tx, row: QueuedEmail, reason: string): Promise<void> {
  const { tenantId, id, organizationId } = row
  await tx.$executeRaw`
    INSERT INTO email_events (tenant_id, mail_id, type, id, organization_id, reason, occurred_at)
    VALUES (${tenantId}, ${id}, 'bounced', ${id}, ${organizationId}, ${reason}, now())
    ON CONFLICT (tenant_id, mail_id, type) DO NOTHING`
}

function isTrouble(outcome: Outcome): boolean {
  if (outcome.state === 'sent' || outcome.state === 'queued') return false
  return outcome.lastProblem !== noLongerWanted
}

type Sent = Extract<Outcome, { state: 'sent' }>
type Unsent = Exclude<Outcome, Sent>

function markSent(tx: Tx, { tenantId, id }: QueuedEmail, sent: Sent): Promise<number> {
  const providerId = 'providerId' in sent ? sent.providerId : null
  const { from = null, subject = null, html = null, text = null } = 'kept' in sent ? sent.kept : {}
  const draft = 'written' in sent ? JSON.stringify(sent.written) : null
  return tx.$executeRaw`
    UPDATE mails SET state = 'sent', sent_at = now(), draft = ${draft}::jsonb, provider_id = ${providerId},
      sender = ${from}, subject = ${subject}, html = ${html}, text = ${text}
    WHERE tenant_id = ${tenantId} AND id = ${id} AND state <> 'sent'`
}

/** A draft that was certainly not accepted is written again, by the sender of the next attempt. */
function markUnsent(tx: Tx, row: Omit<ClaimedRow, 'draft'>, unsent: Unsent): Promise<number> {
  const { state, lastProblem } = unsent
  const keepsDraft = state === 'queued' && unsent.isAmbiguous
  return tx.$executeRaw`
    UPDATE mails SET state = ${state}, last_problem = ${lastProblem},
      draft = CASE WHEN ${keepsDraft} THEN draft END, tried_with = CASE WHEN ${keepsDraft} THEN tried_with END
    WHERE tenant_id = ${row.tenantId} AND id = ${row.id} AND state = 'queued' AND attempts = ${row.attempts}`
}
