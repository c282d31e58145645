import { read } from '@/lib/db/transaction'
import { sql, type Sql } from '@/lib/db/sql'
import { type DomainError, invalid } from '@/lib/errors'
import type { AnyTenantAccess } from '@/lib/access'
import { readPage, type Requirement } from '../read-page'
import { logColumns, logTables, visibleTo, type LogEvent } from './log-event'
import { settledUntil } from './unread'

/** Stops at the oldest running transaction, so that polling skips no event. @throws DomainError invalid at `from` */
export function followLogs(
  access: AnyTenantAccess<'read:logs' | 'read:logs_users'>,
  { after, take }: { after: string | null; take: number },
): Promise<LogEvent[]> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const settled = await settledUntil(tx)
    const page = { take, skip: 0, isCounted: false }
    const { rows } = await readPage<LogEvent>(tx, page, {
      columns: logColumns,
      from: sql`${logTables}
        WHERE e.tenant_id = ${tenantId} AND ${visibleTo(access)} AND e.occurred_at < ${settled}::timestamptz`,
      ...startingAfter(tenantId, after),
      order: sql`e.occurred_at, e.id`,
      placeOf: ({ id }) => id,
    })
    return rows
  })
}

function startingAfter(tenantId: string, id: string | null): { behind: Sql; requires: Requirement[] } {
  if (id === null) return { behind: sql`true`, requires: [] }
  const last = sql`audit_events last WHERE last.tenant_id = ${tenantId} AND last.id = ${id}`
  return {
    behind: sql`(e.occurred_at, e.id) > (SELECT last.occurred_at, last.id FROM ${last})`,
    requires: [{ exists: sql`EXISTS (SELECT FROM ${last})`, absent: noEvent }],
  }
}

function noEvent(): DomainError {
  return invalid('from', 'There is no event with this id.')
}
