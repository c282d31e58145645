import type { OrganizationAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { readDomain, type Domain } from './read-domain'

/**
 * Whether people with addresses of this domain are led to the organization when they sign in.
 * @throws DomainError not_found
 */
export function setDomainDiscovery(
  access: OrganizationAccess<'update:organization_discovery_domains'>,
  { id, useForOrganizationDiscovery }: { id: string; useForOrganizationDiscovery: boolean },
): Promise<Domain> {
  const { tenantId, organizationId } = access
  return change(access, async (tx) => {
    const moved = await tx.discoveryDomain.updateMany({
      where: {
        tenantId,
        organizationId,
        id,
        useForOrganizationDiscovery: !useForOrganizationDiscovery,
      },
      data: { useForOrganizationDiscovery },
    })
    const result = await readDomain(tx, { tenantId, organizationId, id })
    if (moved.count === 0) return unchanged(result)
    return {
      result,
      events: [
        {
          type: 'domain.changed',
          target: { kind: 'domain', id, name: result.domain },
          details: {
            before: { useForOrganizationDiscovery: !useForOrganizationDiscovery },
            after: { useForOrganizationDiscovery },
          },
        },
      ],
    }
  })
}
