import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { parseDomain } from './parse-domain'
import { findDomain, readDomain, type Domain } from './read-domain'

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
  const domain = parsed.ok ? parsed.value : ''
  return read(access, (tx) => findDomain(tx, { tenantId, organizationId }, sql`d.domain = ${domain}`))
}
