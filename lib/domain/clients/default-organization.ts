import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'

/**
 * The default organization that is chosen has to be there.
 * @throws DomainError invalid at `default_organization`
 */
export async function insistOnOrganization(
  tx: Tx,
  tenantId: string,
  id: string | null | undefined,
): Promise<void> {
  if (id === null || id === undefined) return
  const found = await tx.organization.count({ where: { tenantId, id, deletedAt: null } })
  if (found === 0)
    throw new DomainError('invalid', 'There is no such organization.', { field: 'default_organization' })
}
