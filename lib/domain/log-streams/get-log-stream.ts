import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { type LogStream, readLogStream } from './log-stream'

/** @throws DomainError not_found */
export function getLogStream(access: TenantAccess<'read:log_streams'>, id: string): Promise<LogStream> {
  return read(access, (tx) => readLogStream(tx, access.tenantId, id))
}
