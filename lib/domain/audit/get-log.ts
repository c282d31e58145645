import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import type { AnyTenantAccess } from '../any-tenant-access'
import { logColumns, logTables, seenBy, type LogEvent } from './log-event'

/** @throws DomainError not_found */
export function getLog(
  access: AnyTenantAccess<'read:logs' | 'read:logs_users'>,
  id: string,
): Promise<LogEvent> {
  return read(access, async (tx) => {
    const [found] = await tx.$queryRaw<LogEvent[]>(sql`
      SELECT ${logColumns} FROM ${logTables}
      WHERE e.tenant_id = ${access.tenantId} AND e.id = ${id} AND ${seenBy(access)}`)
    if (!found) throw notFound()
    return found
  })
}
