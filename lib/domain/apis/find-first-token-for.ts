import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

/** Of any application or user, for this API; null before the first. */
export function findFirstTokenFor(
  access: TenantAccess<'read:resource_servers'>,
  apiId: string,
): Promise<{ at: Date } | null> {
  const where = { tenantId_id: { tenantId: access.tenantId, id: apiId } }
  return read(access, async (tx) => {
    const found = await tx.api.findUnique({ where, select: { firstTokenAt: true } })
    return found?.firstTokenAt ? { at: found.firstTokenAt } : null
  })
}
