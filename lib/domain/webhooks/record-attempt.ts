import type { Event } from '@/lib/db/events'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { enqueue } from '@/lib/db/queue'
import { bookkeeping, bypassRowSecurity, change, unchanged } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { emailsOfMembersWith } from '../members/member-permissions'
import { emailsOfOperatorsWith } from '../users/operators'
import type { DueDelivery } from './claim-delivery'
import { secondsToHold, secondsToNext } from './retry-schedule'
import { type AttemptProblem, groupOf, targetOf } from './webhook'

export interface AttemptOutcome {
  /** Null if it succeeded. */
  problem: AttemptProblem | null
  /** Null without a response. */
  status: number | null
  durationMs: number
  /** What the receiver asked for, in seconds. */
  retryAfter: number | null
}

/** A webhook that only failed for so long is disabled. */
const failingDays = 3

/** With the next attempt, if there is one. A webhook that answers 410 or has failed for long is disabled. */
export function recordAttempt(due: DueDelivery, outcome: AttemptOutcome): Promise<void> {
  const { tenantId } = due
  const access = bypassRowSecurity('an attempt to send to a webhook is recorded', tenantId)
  return change(access, async (tx) => {
    const webhook = await lockWebhook(tx, due)
    if (webhook === undefined) return unchanged(undefined)
    if (!(await countAttempt(tx, due, outcome))) return unchanged(undefined)
    const { failing } = webhook
    const { isFailingLong } = await noteHealth(tx, due, { outcome, failing })
    const isDisabled = webhook.state === 'active' && (outcome.problem === 'gone' || isFailingLong)
    if (!isDisabled) return bookkeeping(undefined)
    await tx.webhook.update({
      where: { tenantId_id: { tenantId, id: due.webhookId } },
      data: { state: 'disabled' },
    })
    return {
      result: undefined,
      events: [disabled(due, { name: webhook.name, problem: outcome.problem })],
      mails: await emailsAbout(tx, due),
    }
  })
}

interface LockedWebhook {
  name: string
  state: string
  /** For how many seconds, before this attempt. */
  failing: number
}

/** Undefined if it was deleted meanwhile. */
async function lockWebhook(tx: Tx, { tenantId, webhookId }: DueDelivery): Promise<LockedWebhook | undefined> {
  const [webhook] = await tx.$queryRaw<LockedWebhook[]>`
    SELECT name, state, coalesce(extract(epoch FROM now() - failing_since), 0)::float8 AS failing
    FROM webhooks WHERE tenant_id = ${tenantId} AND id = ${webhookId} FOR UPDATE`
  return webhook
}

/** @returns whether it counts: no other job has recorded it meanwhile */
async function countAttempt(tx: Tx, due: DueDelivery, outcome: AttemptOutcome): Promise<boolean> {
  const { tenantId, deliveryId, organizationId, attempts } = due
  const isDelivered = outcome.problem === null
  const [counted] = await tx.$queryRaw<{ inSeries: number }[]>`
    UPDATE webhook_deliveries SET attempts = attempts + 1, attempts_in_series = attempts_in_series + 1
    WHERE tenant_id = ${tenantId} AND id = ${deliveryId} AND attempts = ${attempts} AND state = 'pending'
    RETURNING attempts_in_series AS "inSeries"`
  if (!counted) return false
  const { problem, status, durationMs } = outcome
  const id = newId('webhookAttempt')
  await tx.webhookAttempt.create({ data: { id, organizationId, deliveryId, problem, status, durationMs } })
  const seconds = isDelivered ? null : secondsToNext(counted.inSeries, outcome.retryAfter)
  const state = isDelivered ? 'delivered' : seconds === null ? 'failed' : 'pending'
  await tx.$executeRaw`
    UPDATE webhook_deliveries SET state = ${state}, next_attempt_at = now() + make_interval(secs => ${seconds}::float8)
    WHERE tenant_id = ${tenantId} AND id = ${deliveryId}`
  if (seconds !== null) {
    const jobs = [{ tenantId, deliveryId, attempts: attempts + 1 }]
    await enqueue(tx, 'webhook', { jobs, seconds, group: groupOf(due) })
  }
  return true
}

const holds: readonly (AttemptProblem | null)[] = ['unreachable', 'timeout']

async function noteHealth(
  tx: Tx,
  { tenantId, webhookId }: DueDelivery,
  { outcome, failing }: { outcome: AttemptOutcome; failing: number },
): Promise<{ isFailingLong: boolean }> {
  const { problem, retryAfter } = outcome
  const isHeld = holds.includes(problem) || (problem === 'status' && retryAfter !== null)
  const hold = isHeld ? secondsToHold(failing, retryAfter) : null
  const [health] = await tx.$queryRaw<{ isFailingLong: boolean }[]>`
    UPDATE webhooks SET failing_since = CASE WHEN ${problem !== null} THEN coalesce(failing_since, now()) END,
      hold_until = now() + make_interval(secs => ${hold}::float8)
    WHERE tenant_id = ${tenantId} AND id = ${webhookId}
    RETURNING coalesce(failing_since <= now() - make_interval(days => ${failingDays}::int), false) AS "isFailingLong"`
  return health ?? { isFailingLong: false }
}

function disabled(
  { webhookId, organizationId }: DueDelivery,
  { name, problem }: { name: string; problem: AttemptProblem | null },
): Event {
  return {
    type: 'webhook.disabled',
    ...(organizationId === null ? {} : { organizationId }),
    target: targetOf({ id: webhookId, name }),
    details: { reason: problem === 'gone' ? 'gone' : 'failing' },
  }
}

async function emailsAbout(tx: Tx, due: DueDelivery): Promise<OutgoingEmail[]> {
  const { tenantId, webhookId, organizationId } = due
  const recipients =
    organizationId === null
      ? await emailsOfOperatorsWith(tx, 'update:event_streams', tenantId)
      : await emailsOfMembersWith(tx, 'update:organization_webhooks', { tenantId, organizationId })
  return recipients.map((to): OutgoingEmail => ({
    template: 'webhook_disabled',
    webhookId,
    to,
    mostPerHour: 1,
    ...(organizationId === null ? {} : { organizationId }),
  }))
}
