import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'

export interface Domain {
  id: string
  /** In ASCII and lower case. */
  domain: string
  /** The name of the TXT record that must contain `verification`. */
  host: string
  verification: string
  verifiedAt: Date | null
  /** Auth0’s name: whether sign-in by address routes users here. Only for a verified domain. */
  useForOrganizationDiscovery: boolean
}

export interface DomainKey {
  tenantId: string
  organizationId: string
  id: string
}

export const domainColumns: Sql = sql`d.id, d.domain, '_ss-verification.' || d.organization_id || '.' || d.domain AS host,
  d.verification, d.verified_at AS "verifiedAt", d.use_for_organization_discovery AS "useForOrganizationDiscovery"`

/** @throws DomainError not_found */
export async function readDomain(tx: Tx, { id, ...where }: DomainKey): Promise<Domain> {
  return findDomain(tx, where, sql`d.id = ${id}`)
}

/** @throws DomainError not_found */
export async function findDomain(
  tx: Tx,
  { tenantId, organizationId }: Omit<DomainKey, 'id'>,
  which: Sql,
): Promise<Domain> {
  const [domain] = await tx.$queryRaw<Domain[]>(sql`
    SELECT ${domainColumns} FROM discovery_domains d
    WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND ${which}`)
  if (!domain) throw notFound()
  return domain
}
