import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import type { AnyTenantAccess } from '@/lib/access'
import { type ListQuery, readPage } from '../read-page'
import { userExists } from '../users/lock-users'
import type { OffsetWindow, Windowed } from '../window'
import { logColumns, type LogEvent, logTables, visibleTo } from './log-event'
import { type LogTerm, matchesTerms } from './log-query'

export interface LogsInput extends OffsetWindow {
  terms: readonly LogTerm[]
  isOldestFirst: boolean
  isCounted: boolean
}

type Access = AnyTenantAccess<'read:logs' | 'read:logs_users'>

export function listLogs(access: Access, input: LogsInput): Promise<Windowed<LogEvent>> {
  return read(access, (tx) => readPage(tx, input, logsQuery(access, input)))
}

function logsQuery(access: Access, { terms, isOldestFirst }: LogsInput): ListQuery<LogEvent> {
  const way = isOldestFirst ? sql`ASC` : sql`DESC`
  return {
    columns: logColumns,
    from: sql`${logTables} WHERE e.tenant_id = ${access.tenantId} AND ${visibleTo(access)} AND ${matchesTerms(terms)}`,
    behind: sql`true`,
    order: sql`e.occurred_at ${way}, e.id ${way}`,
    placeOf: ({ id }) => id,
  }
}

/** @throws DomainError not_found */
export function getLog(
  access: AnyTenantAccess<'read:logs' | 'read:logs_users'>,
  id: string,
): Promise<LogEvent> {
  return read(access, async (tx) => {
    const [found] = await tx.$queryRaw<LogEvent[]>(sql`
      SELECT ${logColumns} FROM ${logTables}
      WHERE e.tenant_id = ${access.tenantId} AND e.id = ${id} AND ${visibleTo(access)}`)
    if (!found) throw notFound()
    return found
  })
}

/** Includes deleted users. @throws DomainError not_found for an unknown user without events */
export function listLogsOfUser(
  access: AnyTenantAccess<'read:logs' | 'read:logs_users'>,
  userId: string,
  input: Omit<LogsInput, 'terms'>,
): Promise<Windowed<LogEvent>> {
  const { tenantId } = access
  const { take, skip } = input
  const found = { ...input, terms: [{ about: 'concerning', userId } as const] }
  const query = logsQuery(access, found)
  const here = userExists(tenantId, userId)
  const known = take > 0 ? sql`${here} OR EXISTS (SELECT FROM ${query.from})` : here
  const requires = skip === 0 ? [{ exists: known }] : []
  return read(access, (tx) => readPage(tx, found, { ...query, requires }))
}
