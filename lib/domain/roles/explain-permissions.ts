import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { explained, type ExplainedApi } from './explained'

/**
 * What any person of the tenant holds in any of its organizations, or at tenant level, and where it comes from.
 * @throws DomainError not_found for a person or an organization that the tenant does not have
 */
export function explainPermissions(
  access: TenantAccess<'read:users'>,
  { userId, organizationId }: { userId: string; organizationId: string | null },
): Promise<ExplainedApi[]> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const people = await tx.user.count({ where: { tenantId, id: userId } })
    const places =
      organizationId === null ? 1 : await tx.organization.count({ where: { tenantId, id: organizationId } })
    if (people === 0 || places === 0) throw notFound()
    return explained(tx, { tenantId, userId, organizationId })
  })
}
