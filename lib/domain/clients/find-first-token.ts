import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

export interface FirstToken {
  at: Date
}

/** That the application got as itself; null before. */
export function findFirstToken(
  access: TenantAccess<'read:clients'>,
  clientId: string,
): Promise<FirstToken | null> {
  const where = { tenantId_id: { tenantId: access.tenantId, id: clientId } }
  return read(access, async (tx) => {
    const found = await tx.client.findUnique({ where, select: { firstTokenAt: true } })
    return found?.firstTokenAt ? { at: found.firstTokenAt } : null
  })
}
