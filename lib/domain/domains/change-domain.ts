import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { verifyDomain } from './verify-domain'
import { readDomain, type Domain } from './read-domain'
import { setDomainDiscovery } from './set-domain-discovery'

interface DomainChange {
  id: string
  /** It is DNS that decides: that it be verified is asked of it now, and what is verified stays so. */
  isVerified?: boolean | undefined
  useForOrganizationDiscovery?: boolean | undefined
}

/** @throws DomainError not_found; invalid at `status`; and as checkDomain() */
export async function changeDomain(
  access: OrganizationAccess<'update:organization_discovery_domains'>,
  { id, isVerified, useForOrganizationDiscovery }: DomainChange,
): Promise<Domain> {
  const { tenantId, organizationId } = access
  const present = await read(access, (tx) => readDomain(tx, { tenantId, organizationId, id }))
  if (isVerified === false && present.verifiedAt)
    throw new DomainError('invalid', 'A verified domain stays verified. Remove it to start over.', {
      field: 'status',
    })
  const checked = isVerified && !present.verifiedAt ? await verifyDomain(access, id) : present
  if (useForOrganizationDiscovery === undefined) return checked
  return setDomainDiscovery(access, { id, useForOrganizationDiscovery })
}
