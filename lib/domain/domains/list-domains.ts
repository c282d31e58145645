import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { asDomain, domainColumns, type Domain } from './read-domain'

/** The organization’s domains by name, proven or not. */
export function listDomains(
  access: OrganizationAccess<'read:organization_discovery_domains'>,
): Promise<Domain[]> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const rows = await tx.discoveryDomain.findMany({
      where: { tenantId, organizationId },
      select: domainColumns,
      orderBy: { domain: 'asc' },
      take: 100,
    })
    return rows.map(asDomain)
  })
}
