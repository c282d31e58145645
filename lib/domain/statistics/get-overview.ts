import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { raw, sql } from '@/lib/db/sql'
import { plannedEachTime } from '@/lib/db/statement-names'
import { read } from '@/lib/db/transaction'
import { mostCounted } from '../bounded-count'
import { type CountedKind, countedKinds, dayOf, daysKept, emailCounts, eventCounts } from './count-days'
import { type Attention, readAttention } from './read-attention'

export interface DayCounts {
  /** `YYYY-MM-DD`, in UTC. */
  day: string
  counts: Record<CountedKind, number>
}

export interface Overview {
  /** One for each day, the oldest first. */
  days: DayCounts[]
  /** More happened since the last count than is counted for a page. */
  isBehind: boolean
  email: EmailHealth
  attention: Attention
}

export function getOverview(access: TenantAccess<'read:logs'>, days: number): Promise<Overview> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const { rows, isBehind } = await readCounts(tx, tenantId, days)
    return {
      days: everyDay(rows, days),
      isBehind,
      email: await readEmailHealth(tx, tenantId),
      attention: await readAttention(tx, tenantId),
    }
  })
}

interface Row {
  day: string | null
  kind: CountedKind | null
  count: number
  tail: number
}

/** Of what was not counted by the housekeeping yet, a page reads no more. */
const tailAtMost = 10_000

async function readCounts(
  tx: Tx,
  tenantId: string,
  days: number,
): Promise<{ rows: Row[]; isBehind: boolean }> {
  const since = sql`${await countedUntil(tx, tenantId)}::timestamptz`
  const rows = await tx.$queryRaw<Row[]>`${raw(plannedEachTime)}
    WITH tail AS MATERIALIZED (
      SELECT e.type, e.occurred_at, e.actor_kind, e.actor_id FROM audit_events e
      WHERE e.tenant_id = ${tenantId} AND e.occurred_at >= ${since}
      ORDER BY e.occurred_at DESC LIMIT ${tailAtMost}
    ), counts AS (
      SELECT day, kind, count FROM daily_counts
      WHERE tenant_id = ${tenantId} AND day > ${dayOf(sql`now()`)} - ${days}::int
      UNION ALL
      ${eventCounts(sql`tail e WHERE true`)}
      UNION ALL
      ${emailCounts(sql`(
        SELECT m.sent_at FROM mails m WHERE m.tenant_id = ${tenantId} AND m.sent_at >= ${since}
        ORDER BY m.sent_at DESC LIMIT ${tailAtMost}) m`)}
      UNION ALL
      SELECT day, 'active_users', count(*)::int FROM (
        SELECT DISTINCT ${dayOf(sql`e.occurred_at`)} AS day, e.actor_id FROM tail e
        WHERE e.actor_kind = 'user' AND e.actor_id IS NOT NULL) users
      WHERE NOT EXISTS (
        SELECT FROM daily_users known
        WHERE known.tenant_id = ${tenantId} AND known.day = users.day AND known.user_id = users.actor_id)
      GROUP BY day
    )
    SELECT head.tail, found.day::text AS day, found.kind, found.count
    FROM (SELECT count(*)::int AS tail FROM tail) head
    LEFT JOIN (SELECT day, kind, sum(count)::int AS count FROM counts GROUP BY day, kind) found ON true`
  return { rows, isBehind: (rows[0]?.tail ?? 0) >= tailAtMost }
}

/** A statement of its own: PostgreSQL only expects few events since then if it knows the time when it plans. */
async function countedUntil(tx: Tx, tenantId: string): Promise<string> {
  const [{ at }] = await tx.$queryRaw<[{ at: string }]>`
    SELECT coalesce((SELECT at FROM counted_until WHERE tenant_id = ${tenantId}),
      now() - make_interval(days => ${daysKept}::int))::text AS at`
  return at
}

const millisecondsPerDay = 86_400_000

function everyDay(rows: readonly Row[], days: number): DayCounts[] {
  const today = Date.now()
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(today - (days - 1 - index) * millisecondsPerDay).toISOString().slice(0, 10)
    const ofDay = rows.filter((row) => row.day === day)
    const counts = countedKinds.map((kind) => [kind, ofDay.find((row) => row.kind === kind)?.count ?? 0])
    return { day, counts: Object.fromEntries(counts) as Record<CountedKind, number> }
  })
}

export interface EmailHealth {
  /** Of more than `mostCounted`, one more. */
  bounced: number
  failed: number
  /** The oldest that waits; null if none does. */
  oldestQueuedAt: Date | null
}

async function readEmailHealth(tx: Tx, tenantId: string): Promise<EmailHealth> {
  const [health] = await tx.$queryRaw<[EmailHealth]>`
    SELECT
      (SELECT count(*)::int FROM (
        SELECT FROM email_events WHERE tenant_id = ${tenantId} AND type = 'bounced' LIMIT ${mostCounted + 1}) found
      ) AS bounced,
      (SELECT count(*)::int FROM (
        SELECT FROM mails WHERE tenant_id = ${tenantId} AND state = 'failed' LIMIT ${mostCounted + 1}) found
      ) AS failed,
      (SELECT created_at FROM mails WHERE tenant_id = ${tenantId} AND state = 'queued' ORDER BY id LIMIT 1)
        AS "oldestQueuedAt"`
  return health
}
