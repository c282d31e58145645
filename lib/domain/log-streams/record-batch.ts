import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { bookkeeping, bypassRowSecurity, change, unchanged } from '@/lib/db/transaction'
import { emailsOfOperatorsWith } from '../users/operators'
import { secondsToHold } from '../webhooks/retry-schedule'
import type { LogBatch } from './claim-batch'
import { type StreamProblem, targetOf } from './log-stream'

export interface BatchOutcome {
  /** How many of its events, from the first one. */
  delivered: number
  /** Null if all that were tried were delivered. */
  problem: StreamProblem | null
  /** Of the last response. */
  status: number | null
  /** What the receiver asked for, in seconds. */
  retryAfter: number | null
}

/** A stream that only failed for so long is suspended. */
const failingDays = 3

/**
 * Moves the mark behind what was delivered. Nothing if another process has taken over. A stream whose receiver answers 410,
 * or that has failed for long, is suspended.
 */
export function recordBatch(batch: LogBatch, outcome: BatchOutcome): Promise<void> {
  const { tenantId, streamId } = batch
  const access = bypassRowSecurity('the delivery of a batch to a log stream is recorded', tenantId)
  return change(access, async (tx) => {
    const stream = await noteOutcome(tx, batch, outcome)
    if (stream === undefined) return unchanged(undefined)
    const isSuspended = stream.state === 'active' && (outcome.problem === 'gone' || stream.isFailingLong)
    if (!isSuspended) return bookkeeping(undefined)
    await tx.$executeRaw`
      UPDATE log_streams SET state = 'suspended' WHERE tenant_id = ${tenantId} AND id = ${streamId}`
    const reason = outcome.problem === 'gone' ? 'gone' : 'failing'
    const target = targetOf({ id: streamId, name: stream.name })
    const recipients = await emailsOfOperatorsWith(tx, 'update:log_streams', tenantId)
    return {
      result: undefined,
      events: [{ type: 'log_stream.suspended', target, details: { reason } }],
      mails: recipients.map((to): OutgoingEmail => ({
        template: 'log_stream_suspended',
        streamId,
        to,
        mostPerHour: 1,
      })),
    }
  })
}

interface Recorded {
  name: string
  state: string
  isFailingLong: boolean
}

/** Undefined without the lease. */
async function noteOutcome(
  tx: Tx,
  { tenantId, streamId, lease, events, end }: LogBatch,
  { delivered, problem, status, retryAfter }: BatchOutcome,
): Promise<Recorded | undefined> {
  const failing = await lockFailing(tx, { tenantId, streamId, lease })
  if (failing === undefined) return undefined
  const mark = delivered === events.length ? end : events[delivered - 1]
  const hold = problem === null ? null : secondsToHold(failing, retryAfter)
  const [recorded] = await tx.$queryRaw<Recorded[]>`
    UPDATE log_streams SET lease = NULL, leased_until = NULL,
      read_until = coalesce(${mark?.at ?? null}::timestamptz, read_until), read_id = coalesce(${mark?.id ?? null}, read_id),
      delivered_at = CASE WHEN ${delivered > 0} THEN now() ELSE delivered_at END,
      failing_since = CASE WHEN ${problem !== null} THEN CASE WHEN ${delivered > 0} THEN now() ELSE coalesce(failing_since, now()) END END,
      problem = ${problem}, status = ${status}, hold_until = now() + make_interval(secs => ${hold}::float8)
    WHERE tenant_id = ${tenantId} AND id = ${streamId}
    RETURNING name, state,
      coalesce(failing_since <= now() - make_interval(days => ${failingDays}::int), false) AS "isFailingLong"`
  return recorded
}

/** For how many seconds it has failed before this batch. Undefined without the lease. */
async function lockFailing(
  tx: Tx,
  { tenantId, streamId, lease }: Pick<LogBatch, 'tenantId' | 'streamId' | 'lease'>,
): Promise<number | undefined> {
  const [row] = await tx.$queryRaw<{ failing: number }[]>`
    SELECT coalesce(extract(epoch FROM now() - failing_since), 0)::float8 AS failing
    FROM log_streams WHERE tenant_id = ${tenantId} AND id = ${streamId} AND lease = ${lease} FOR UPDATE`
  return row?.failing
}
