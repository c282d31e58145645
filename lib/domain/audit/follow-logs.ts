import { read } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { DomainError } from '@/lib/errors'
import type { AnyTenantAccess } from '../any-tenant-access'
import { logColumns, logTables, seenBy, type LogEvent } from './log-event'

/**
 * The events after the one with this id, or from the very first, oldest first. Whoever asks again and again for what
 * comes after the last one she got gets every event once: events of changes that are still under way come in between
 * others, so nothing is told that is younger than the oldest of those.
 * @throws DomainError invalid at `from` for an id that no event has
 */
export function followLogs(
  access: AnyTenantAccess<'read:logs' | 'read:logs_users'>,
  { after, take }: { after: string | null; take: number },
): Promise<LogEvent[]> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const settled = await settledUntil(tx)
    const behind = after === null ? sql`true` : await beyond(tx, tenantId, after)
    return tx.$queryRaw<LogEvent[]>(sql`
      SELECT ${logColumns} FROM ${logTables}
      WHERE e.tenant_id = ${tenantId} AND ${seenBy(access)} AND ${behind}
        AND e.occurred_at < ${settled}::timestamptz
      ORDER BY e.occurred_at, e.id LIMIT ${take}`)
  })
}

/** A statement of its own, since the next one sees what was under way during this one, unless it is younger. */
async function settledUntil(tx: Tx): Promise<string> {
  const [settled] = await tx.$queryRaw<{ until: string }[]>`
    SELECT least(now(), min(xact_start))::text AS until FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()`
  if (!settled) throw new Error('An aggregate answered no row.')
  return settled.until
}

async function beyond(tx: Tx, tenantId: string, id: string): Promise<Sql> {
  const [found] = await tx.$queryRaw<{ at: string }[]>`
    SELECT occurred_at::text AS at FROM audit_events WHERE tenant_id = ${tenantId} AND id = ${id}`
  if (!found) throw new DomainError('invalid', 'There is no event with this id.', { field: 'from' })
  return sql`(e.occurred_at, e.id) > (${found.at}::timestamptz, ${id})`
}
