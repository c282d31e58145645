import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { type DomainError, invalid, notFound } from '@/lib/errors'
import type { AnyTenantAccess } from '@/lib/access'
import { type ListQuery, readPage, type Requirement } from '../read-page'
import { userExists } from '../users/lock-users'
import type { OffsetWindow, Windowed } from '../window'
import { logColumns, type LogEvent, logTables, type LogTerm, matchesTerms, visibleTo } from './log-event'
import { settledUntil } from './unread'

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
    order: sql`e.occurred_at ${way}, e.id ${way}`,
    placeOf: ({ id }) => id,
  }
}

/** @throws DomainError not_found */
export function getLog(access: Access, id: string): Promise<LogEvent> {
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
  access: Access,
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

/** Stops at the oldest running transaction, so that polling skips no event. @throws DomainError invalid at `from` */
export function followLogs(
  access: Access,
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

function startingAfter(tenantId: string, id: string | null): { isAfter?: Sql; requires?: Requirement[] } {
  if (id === null) return {}
  const last = sql`audit_events last WHERE last.tenant_id = ${tenantId} AND last.id = ${id}`
  return {
    isAfter: sql`(e.occurred_at, e.id) > (SELECT last.occurred_at, last.id FROM ${last})`,
    requires: [{ exists: sql`EXISTS (SELECT FROM ${last})`, absent: noEvent }],
  }
}

function noEvent(): DomainError {
  return invalid('from', 'There is no event with this id.')
}
