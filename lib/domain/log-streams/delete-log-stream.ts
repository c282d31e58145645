import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { readLogStream, targetOf } from './log-stream'

/** Files that it wrote stay. @throws DomainError not_found */
export function deleteLogStream(access: TenantAccess<'delete:log_streams'>, id: string): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const stream = await readLogStream(tx, tenantId, id)
    await tx.logStream.deleteMany({ where: { tenantId, id } })
    return { result: undefined, events: [{ type: 'log_stream.deleted', target: targetOf(stream) }] }
  })
}
