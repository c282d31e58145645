import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import type { AnyTenantAccess } from '../any-tenant-access'
import { userExists } from '../users/insist-on-user'
import { logsQuery, type WantedLogs } from './list-logs'
import { readPage } from '../read-page'
import type { Windowed } from '../window'
import type { LogEvent } from './log-event'

/**
 * The events in which a user is the actor or the target. The remaining events of a deleted user can still be read.
 * @throws DomainError not_found for a user who does not exist and has no events
 */
export function listLogsOfUser(
  access: AnyTenantAccess<'read:logs' | 'read:logs_users'>,
  userId: string,
  wanted: Omit<WantedLogs, 'terms'>,
): Promise<Windowed<LogEvent>> {
  const { tenantId } = access
  const { take, skip } = wanted
  const found = { ...wanted, terms: [{ about: 'concerning', userId } as const] }
  const query = logsQuery(access, found)
  const here = userExists(tenantId, userId)
  const known = take > 0 ? sql`${here} OR EXISTS (SELECT FROM ${query.from})` : here
  const requires = skip === 0 ? [{ exists: known }] : []
  return read(access, (tx) => readPage(tx, found, { ...query, requires }))
}
