import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

/** Deletes a membership; its roles go with it. No session of hers lands here any more, since landing reads it. */
export async function endMembership(tx: Tx, access: OrganizationActor, userId: string): Promise<void> {
  const { tenantId, organizationId } = access
  const { count } = await tx.member.deleteMany({ where: { tenantId, organizationId, userId } })
  if (count === 0) throw notFound()
  await tx.session.updateMany({ where: { tenantId, userId, organizationId }, data: { organizationId: null } })
}
