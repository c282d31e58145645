import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'

export interface SsoTicketChoices {
  profiles: { id: string; name: string }[]
  /** Those that the organization owns. */
  connections: { id: string; displayName: string; isEnabled: boolean }[]
}

/** What a ticket for the organization can be made of. For operators. @throws DomainError not_found */
export function getSsoTicketChoices(
  access: OrganizationAccess<'read:self_service_profiles' | 'read:organization_connections'>,
): Promise<SsoTicketChoices> {
  const { tenantId, organizationId, isTenantLevel } = access
  if (!isTenantLevel) throw notFound()
  return read(access, async (tx) => {
    const profiles = await tx.selfServiceProfile.findMany({
      where: { tenantId },
      select: { id: true, name: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    })
    const connections = await tx.$queryRaw<SsoTicketChoices['connections']>`
      SELECT c.id, c.display_name AS "displayName", EXISTS (
        SELECT FROM enabled_connections e
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.connection_id = c.id
          AND e.is_enabled) AS "isEnabled"
      FROM connections c WHERE c.tenant_id = ${tenantId} AND c.organization_id = ${organizationId}
      ORDER BY c.display_name, c.id`
    return { profiles, connections }
  })
}
