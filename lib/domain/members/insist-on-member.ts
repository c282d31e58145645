import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

/** @throws DomainError not_found for whoever is no member here */
export async function insistOnMember(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  userId: string,
): Promise<void> {
  if ((await tx.member.count({ where: { tenantId, organizationId, userId } })) === 0) throw notFound()
}
