import type { SystemAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { join, sql, type Sql } from '@/lib/db/sql'
import { bookkeeping, change } from '@/lib/db/transaction'
import { settledUntil } from '../audit/unread'

/** How far back the first run begins, and how long counts are kept. */
export const daysKept = 90

/** The type of event that each is counted by. */
const countedTypes = {
  sign_ins: ['session.started'],
  failed_sign_ins: ['session.refused', 'connection.failed'],
  invitations_sent: ['invitation.created'],
  invitations_accepted: ['invitation.accepted'],
} as const

export type CountedKind = keyof typeof countedTypes | 'active_users' | 'emails_sent'

export const countedKinds: readonly CountedKind[] = [
  'sign_ins',
  'failed_sign_ins',
  'active_users',
  'invitations_sent',
  'invitations_accepted',
  'emails_sent',
]

/**
 * Adds what was not counted yet, at most one day of it. Each event and email is counted once: those up to the beginning of
 * the oldest running transaction, after which none can appear before it. @returns whether there is more
 */
export function countDays(access: SystemAccess): Promise<boolean> {
  return change(access, async (tx) => {
    const { from, until, hasMore } = await nextSpan(tx, access.tenantId)
    await addCounts(tx, access.tenantId, { from, until })
    await tx.$executeRaw`UPDATE counted_until SET at = ${until} WHERE tenant_id = ${access.tenantId}`
    await deleteOld(tx, access.tenantId)
    return bookkeeping(hasMore)
  })
}

interface Span {
  from: Date
  until: Date
}

/** Locks the tenant’s counts. */
async function nextSpan(tx: Tx, tenantId: string): Promise<Span & { hasMore: boolean }> {
  await tx.$executeRaw`
    INSERT INTO counted_until (at)
    SELECT date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - make_interval(days => ${daysKept}::int)
    ON CONFLICT DO NOTHING`
  const settled = await settledUntil(tx)
  const [span] = await tx.$queryRaw<[Span & { hasMore: boolean }]>`
    SELECT at AS "from", least(greatest(at, ${settled}::timestamptz), at + interval '1 day') AS until,
      at + interval '1 day' < ${settled}::timestamptz AS "hasMore"
    FROM counted_until WHERE tenant_id = ${tenantId} FOR UPDATE`
  return span
}

async function addCounts(tx: Tx, tenantId: string, span: Span): Promise<void> {
  await tx.$executeRaw`
    WITH users AS (
      INSERT INTO daily_users (day, user_id)
      SELECT DISTINCT ${dayOf(sql`e.occurred_at`)}, e.actor_id FROM audit_events e
      WHERE ${within(tenantId, span)} AND e.actor_kind = 'user' AND e.actor_id IS NOT NULL
      ON CONFLICT DO NOTHING
      RETURNING day
    )
    INSERT INTO daily_counts AS known (day, kind, count)
    ${eventCounts(sql`audit_events e WHERE ${within(tenantId, span)}`)}
    UNION ALL
    SELECT day, 'active_users', count(*)::int FROM users GROUP BY day
    UNION ALL
    ${emailCounts(sql`mails m
      WHERE m.tenant_id = ${tenantId} AND m.sent_at >= ${span.from} AND m.sent_at < ${span.until}`)}
    ON CONFLICT (tenant_id, day, kind) DO UPDATE SET count = known.count + excluded.count`
}

/** Rows of day, kind and count. @param from with a WHERE; its events are called `e` */
export function eventCounts(from: Sql): Sql {
  const cases = Object.entries(countedTypes).map(
    ([kind, types]) => sql`WHEN e.type = ANY(${[...types]}) THEN ${kind}::text`,
  )
  const types = Object.values(countedTypes).flat()
  return sql`
    SELECT ${dayOf(sql`e.occurred_at`)} AS day, CASE ${join(cases, ' ')} END AS kind, count(*)::int AS count
    FROM ${from} AND e.type = ANY(${types}) GROUP BY 1, 2`
}

/** @param from its emails are called `m` */
export function emailCounts(from: Sql): Sql {
  return sql`
    SELECT ${dayOf(sql`m.sent_at`)} AS day, 'emails_sent' AS kind, count(*)::int AS count
    FROM ${from} GROUP BY 1`
}

export function dayOf(time: Sql): Sql {
  return sql`(${time} AT TIME ZONE 'UTC')::date`
}

function within(tenantId: string, { from, until }: Span): Sql {
  return sql`e.tenant_id = ${tenantId} AND e.occurred_at >= ${from} AND e.occurred_at < ${until}`
}

async function deleteOld(tx: Tx, tenantId: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM daily_counts WHERE tenant_id = ${tenantId} AND day < now()::date - ${daysKept}::int - 1`
  await tx.$executeRaw`
    DELETE FROM daily_users WHERE tenant_id = ${tenantId} AND day < (
      SELECT (at AT TIME ZONE 'UTC')::date - 1 FROM counted_until WHERE tenant_id = ${tenantId})`
}
