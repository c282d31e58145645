import { read } from '@/lib/db/doors'
import type { AnyTenantAccess } from '../any-tenant-access'
import { insistOnUser } from '../users/insist-on-user'
import { listLogs, type WantedLogs } from './list-logs'
import type { LogEvent } from './log-event'

/**
 * What a user did and what was done about her; what is left of one who was deleted can still be read.
 * @throws DomainError not_found for somebody who is not here and of whom there is nothing
 */
export async function listLogsOfUser(
  access: AnyTenantAccess<'read:logs' | 'read:logs_users'>,
  userId: string,
  wanted: Omit<WantedLogs, 'terms'>,
): Promise<{ rows: LogEvent[]; total: number }> {
  const found = await listLogs(access, { ...wanted, terms: [{ about: 'concerning', userId }] })
  if (found.rows.length === 0 && wanted.skip === 0)
    await read(access, (tx) => insistOnUser(tx, access.tenantId, userId))
  return found
}
