import type { OrganizationAccess } from '@/lib/access'
import { changeLocked } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'

/**
 * The tenant takes an organization away for good, with all that was in it; its slugs are free at once.
 * @throws DomainError not_found for the organization’s own people, who delete it
 */
export function removeOrganization(access: OrganizationAccess<'delete:organizations'>): Promise<void> {
  const { tenantId, organizationId: id } = access
  if (!access.isTenantLevel) return Promise.reject(notFound())
  return changeLocked(access, async (tx, { slug, displayName }) => {
    await tx.$executeRaw`
      UPDATE sessions SET organization_id = NULL WHERE tenant_id = ${tenantId} AND organization_id = ${id}`
    await tx.$executeRaw`DELETE FROM organizations WHERE tenant_id = ${tenantId} AND id = ${id}`
    return {
      result: undefined,
      events: [
        {
          type: 'organization.purged',
          target: { kind: 'organization', id, name: displayName },
          details: { before: { displayName, slug } },
        },
      ],
    }
  })
}
