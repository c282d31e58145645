import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { insistOn, reachOf } from '../members/reach'

/**
 * From here to the end of the transaction nobody’s roles here change, so that what the actor may give stays true. What
 * she stood in line for may have cost her the permission.
 * @throws DomainError not_found
 */
export async function holdOrganization(tx: Tx, access: OrganizationAccess): Promise<void> {
  const { tenantId, organizationId } = access
  const held = await tx.$queryRaw<unknown[]>`
    SELECT id FROM organizations WHERE tenant_id = ${tenantId} AND id = ${organizationId} AND deleted_at IS NULL
    FOR SHARE`
  if (held.length === 0) throw notFound()
  const reach = await reachOf(tx, access, [])
  for (const permission of access.needed) insistOn(reach, permission)
}
