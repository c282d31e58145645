import type { SystemAccess } from '@/lib/access'
import { noLongerWanted } from '@/lib/db/outgoing-mail'
import { bypassRowSecurity, change, unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import type { Jobs } from '@/lib/db/queue'
import { composeEmail } from './compose'
import type { Composed, QueuedEmail } from './mailbox-page'
import { templateInputOf, type TemplateInput } from './template-input'

interface ClaimedRow extends QueuedEmail {
  template: string
  /** Of this attempt: its outcome is recorded only if it is still the latest. */
  attempts: number
  draft: unknown
}

export interface ClaimedMessage extends Omit<ClaimedRow, 'draft'>, Composed {
  draft: TemplateInput | null
}

export type Outcome =
  | { state: 'sent'; providerId: string }
  /** In the local mailbox: as the recipient sees it, and as it was written, without secrets. */
  | { state: 'sent'; kept: TemplateInput; written: TemplateInput }
  | { state: 'queued' | 'failed' | 'unknown'; lastProblem: string }

/** The provider forgets a key after 24 hours; a later attempt could send a second email. */
const keyLivesHours = 23

/** Null if there is nothing left to attempt. */
export function claimMessage({ tenantId, mailId }: Jobs['mail']): Promise<ClaimedMessage | null> {
  return change(worker(tenantId), async (tx) => {
    const [row] = await tx.$queryRaw<(ClaimedRow & { keyLives: boolean })[]>`
      UPDATE mails SET attempts = attempts + 1, first_tried_at = coalesce(first_tried_at, now())
      WHERE tenant_id = ${tenantId} AND id = ${mailId} AND state = 'queued'
      RETURNING tenant_id AS "tenantId", id, organization_id AS "organizationId", recipient, template, payload,
        created_at AS "createdAt", attempts, draft,
        first_tried_at > now() - make_interval(hours => ${keyLivesHours}) AS "keyLives"`
    if (!row) return unchanged(null)
    if (!row.keyLives) return settled(tx, row, { state: 'unknown', lastProblem: 'no answer within a day' })
    const composed = await composeEmail(tx, row)
    if (composed === null) return settled(tx, row, unwanted(row))
    return unchanged({ ...row, ...composed, draft: templateInputOf(row.draft) })
  })
}

/** The first attempt’s content counts for all: maybe another worker’s. Null if the email is already completed. */
export function saveInput(
  { tenantId, id }: ClaimedMessage,
  draft: TemplateInput,
): Promise<TemplateInput | null> {
  return change(worker(tenantId), async (tx) => {
    const [row] = await tx.$queryRaw<{ draft: unknown }[]>`
      UPDATE mails SET draft = coalesce(draft, ${JSON.stringify(draft)}::jsonb)
      WHERE tenant_id = ${tenantId} AND id = ${id} AND state = 'queued'
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
  if (count === 0 || !isTrouble(outcome)) return unchanged(null)
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

function markUnsent(tx: Tx, row: Omit<ClaimedRow, 'draft'>, { state, lastProblem }: Unsent): Promise<number> {
  return tx.$executeRaw`
    UPDATE mails SET state = ${state}, last_problem = ${lastProblem},
      draft = CASE ${state} WHEN 'queued' THEN draft END
    WHERE tenant_id = ${row.tenantId} AND id = ${row.id} AND state = 'queued' AND attempts = ${row.attempts}`
}
