import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import type { AnyTenantAccess } from '../any-tenant-access'
import { readPage, type ListQuery } from '../read-page'
import type { OffsetWindow, Windowed } from '../window'
import { logColumns, logTables, seenBy, type LogEvent } from './log-event'
import { meeting, type LogTerm } from './log-terms'

export interface WantedLogs extends OffsetWindow {
  terms: readonly LogTerm[]
  isOldestFirst: boolean
  /** Whether all that meet the terms are counted. */
  isCounted: boolean
}

type Access = AnyTenantAccess<'read:logs' | 'read:logs_users'>

/** The tenant’s events that meet all of the terms. */
export function listLogs(access: Access, wanted: WantedLogs): Promise<Windowed<LogEvent>> {
  return read(access, (tx) => readPage(tx, wanted, logsQuery(access, wanted)))
}

export function logsQuery(access: Access, { terms, isOldestFirst }: WantedLogs): ListQuery<LogEvent> {
  const way = isOldestFirst ? sql`ASC` : sql`DESC`
  return {
    columns: logColumns,
    from: sql`${logTables} WHERE e.tenant_id = ${access.tenantId} AND ${seenBy(access)} AND ${meeting(terms)}`,
    behind: sql`true`,
    order: sql`e.occurred_at ${way}, e.id ${way}`,
    placeOf: ({ id }) => id,
  }
}
