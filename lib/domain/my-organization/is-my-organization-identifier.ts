import type { Tx } from '@/lib/db/prisma'

/** Reads only where it may be. */
export async function isMyOrganizationIdentifier(
  tx: Tx,
  tenantId: string,
  identifier: string,
): Promise<boolean> {
  if (!identifier.endsWith('/my-org/')) return false
  const { url } = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { url: true } })
  return identifier === `${url}/my-org/`
}
