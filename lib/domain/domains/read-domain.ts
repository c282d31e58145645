import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

export interface Domain {
  id: string
  /** In ASCII and lower case. */
  domain: string
  /** Where DNS has to say `verification`, in a TXT record. */
  host: string
  verification: string
  /** Null until DNS has said so. */
  verifiedAt: Date | null
  /** Whether people with such addresses are led to this organization; only once it is proven. */
  useForOrganizationDiscovery: boolean
}

export interface DomainKey {
  tenantId: string
  organizationId: string
  id: string
}

/** @throws DomainError not_found */
export async function readDomain(tx: Tx, { tenantId, organizationId, id }: DomainKey): Promise<Domain> {
  const row = await tx.discoveryDomain.findFirst({
    where: { tenantId, organizationId, id },
    select: domainColumns,
  })
  if (!row) throw notFound()
  return asDomain(row)
}

export const domainColumns = {
  organizationId: true,
  id: true,
  domain: true,
  verification: true,
  verifiedAt: true,
  useForOrganizationDiscovery: true,
} as const

export function asDomain({
  organizationId,
  ...row
}: Omit<Domain, 'host'> & { organizationId: string }): Domain {
  return { ...row, host: `_ss-verification.${organizationId}.${row.domain}` }
}
