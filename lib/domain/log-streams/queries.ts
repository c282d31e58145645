import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { asLogStream, type LogStream, logStreamColumns, readLogStream } from './log-stream'

/** All; there are few. */
export function listLogStreams(access: TenantAccess<'read:log_streams'>): Promise<LogStream[]> {
  return read(access, async (tx) => {
    const rows = await tx.logStream.findMany({
      where: { tenantId: access.tenantId },
      select: logStreamColumns,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    })
    return rows.map(asLogStream)
  })
}

/** @throws DomainError not_found */
export function getLogStream(access: TenantAccess<'read:log_streams'>, id: string): Promise<LogStream> {
  return read(access, (tx) => readLogStream(tx, access.tenantId, id))
}
