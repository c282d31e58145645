import { read } from '@/lib/db/doors'
import { sql } from '@/lib/db/sql'
import type { AnyTenantAccess } from '../any-tenant-access'
import { logColumns, logTables, seenBy, type LogEvent } from './log-event'
import { meeting, type LogTerm } from './log-terms'

export interface WantedLogs {
  take: number
  skip: number
  terms: readonly LogTerm[]
  isOldestFirst: boolean
  /** Whether all that meet the terms are counted. */
  isCounted: boolean
}

/** The tenant’s events that meet all of the terms. */
export function listLogs(
  access: AnyTenantAccess<'read:logs' | 'read:logs_users'>,
  { take, skip, terms, isOldestFirst, isCounted }: WantedLogs,
): Promise<{ rows: LogEvent[]; total: number }> {
  const wanted = sql`e.tenant_id = ${access.tenantId} AND ${seenBy(access)} AND ${meeting(terms)}`
  const way = isOldestFirst ? sql`ASC` : sql`DESC`
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<LogEvent[]>(sql`
      SELECT ${logColumns} FROM ${logTables} WHERE ${wanted}
      ORDER BY e.occurred_at ${way}, e.id ${way} LIMIT ${take} OFFSET ${skip}`)
    if (!isCounted) return { rows, total: 0 }
    const [counted] = await tx.$queryRaw<{ total: number }[]>(
      sql`SELECT count(*)::int AS total FROM ${logTables} WHERE ${wanted}`,
    )
    return { rows, total: counted?.total ?? 0 }
  })
}
