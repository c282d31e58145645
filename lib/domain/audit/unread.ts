import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'

/** Where a reader of the log stopped: at an event, or only at a time. With microseconds. */
export interface LogMark {
  at: string
  /** Empty before the first event of that time. */
  id: string
}

interface Unread {
  tenantId: string
  after: { at: Sql; id: Sql }
  /** From `settledUntil`. */
  until: string
}

/** Of `audit_events e`: what was written after the mark and is settled. */
export function isUnread({ tenantId, after: { at, id }, until }: Unread): Sql {
  return sql`e.tenant_id = ${tenantId} AND e.occurred_at >= ${at} AND (e.occurred_at, e.id) > (${at}, ${id})
    AND e.occurred_at < ${until}::timestamptz`
}

interface Reading {
  tenantId: string
  /** Null for the whole tenant’s. */
  organizationId: string | null
  after: LogMark
  until: string
  take: number
  columns: Sql
  /** With `audit_events e`. */
  tables: Sql
}

/** The next events after the mark, the oldest first, each with its place in `at` and `id`. */
export function readUnread<Row>(tx: Tx, reading: Reading): Promise<(Row & LogMark)[]> {
  const { tenantId, organizationId, after, until, take, columns, tables } = reading
  const mark = { at: sql`${after.at}::timestamptz`, id: sql`${after.id}` }
  const isOwn = organizationId === null ? sql`true` : sql`e.organization_id = ${organizationId}`
  return tx.$queryRaw<(Row & LogMark)[]>`
    SELECT ${columns}, e.id, e.occurred_at::text AS at FROM ${tables}
    WHERE ${isUnread({ tenantId, after: mark, until })} AND ${isOwn}
    ORDER BY e.occurred_at, e.id LIMIT ${take}`
}

/**
 * No event before this time is still uncommitted. A separate statement, so that the query for events also sees what commits
 * while this one runs.
 */
export async function settledUntil(tx: Tx): Promise<string> {
  const [{ until }] = await tx.$queryRaw<[{ until: string }]>`
    SELECT least(now(), min(xact_start))::text AS until FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()`
  return until
}
