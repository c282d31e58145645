import type { OrganizationAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/doors'
import { lockOrganization } from './lock-organization'

/** @param displayName by parseName */
export function renameOrganization(
  access: OrganizationAccess<'update:organizations'>,
  displayName: string,
): Promise<void> {
  const { tenantId, organizationId: id } = access
  return change(access, async (tx) => {
    const before = await lockOrganization(tx, tenantId, id)
    if (before.displayName === displayName) return unchanged(undefined)
    await tx.organization.update({ where: { tenantId_id: { tenantId, id } }, data: { displayName } })
    return {
      result: undefined,
      events: [
        {
          type: 'organization.renamed',
          target: { kind: 'organization', id, name: displayName },
          details: { before: { displayName: before.displayName }, after: { displayName } },
        },
      ],
    }
  })
}
