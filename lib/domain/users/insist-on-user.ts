import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

/** @throws DomainError not_found */
export async function insistOnUser(tx: Tx, tenantId: string, id: string): Promise<void> {
  const user = await tx.user.findUnique({ where: { tenantId_id: { tenantId, id } }, select: { id: true } })
  if (!user) throw notFound()
}
