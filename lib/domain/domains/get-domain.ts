import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { notFound } from '@/lib/errors'
import { parseDomain } from './parse-domain'
import { asDomain, domainColumns, readDomain, type Domain } from './read-domain'

type Reading = OrganizationAccess<'read:organization_discovery_domains'>

/** @throws DomainError not_found */
export function getDomain(access: Reading, id: string): Promise<Domain> {
  const { tenantId, organizationId } = access
  return read(access, (tx) => readDomain(tx, { tenantId, organizationId, id }))
}

/**
 * The organization’s domain by its name, in letters of any kind.
 * @throws DomainError not_found
 */
export function getDomainByName(access: Reading, name: string): Promise<Domain> {
  const { tenantId, organizationId } = access
  const parsed = parseDomain(name)
  return read(access, async (tx) => {
    const domain = parsed.ok ? parsed.value : ''
    const row = await tx.discoveryDomain.findFirst({
      where: { tenantId, organizationId, domain },
      select: domainColumns,
    })
    if (!row) throw notFound()
    return asDomain(row)
  })
}
