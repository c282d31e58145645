import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { reach, windowed, type Window, type Windowed } from '../window'
import { asDomain, domainColumns, type Domain } from './read-domain'

/** The organization’s domains, proven or not: by name, or by id in a window that says `after`. */
export function listDomains(
  access: OrganizationAccess<'read:organization_discovery_domains'>,
  window: Window,
): Promise<Windowed<Domain>> {
  const { tenantId, organizationId } = access
  const { after, skip, take } = reach(window)
  const where = { tenantId, organizationId }
  return read(access, async (tx) => {
    const found = await tx.discoveryDomain.findMany({
      where: { ...where, id: { gt: after } },
      select: domainColumns,
      orderBy: 'skip' in window ? { domain: 'asc' } : { id: 'asc' },
      ...{ skip, take },
    })
    const total = await tx.discoveryDomain.count({ where })
    return { ...windowed(window, found.map(asDomain), ({ id }) => id), total }
  })
}
