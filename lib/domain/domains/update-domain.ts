import type { OrganizationAccess } from '@/lib/access'
import { change, read, unchanged } from '@/lib/db/transaction'
import { invalid } from '@/lib/errors'
import { type Domain, type DomainKey, readDomain } from './queries'
import { verifyDomain } from './verify-domain'

interface DomainUpdate {
  id: string
  /** True asks DNS now. A verified domain stays verified. */
  isVerified?: boolean | undefined
  useForOrganizationDiscovery?: boolean | undefined
}

type Access = OrganizationAccess<'update:organization_discovery_domains'>

/** @throws DomainError not_found; invalid at `status`; and as verifyDomain() */
export async function updateDomain(
  access: Access,
  { id, isVerified, useForOrganizationDiscovery }: DomainUpdate,
): Promise<Domain> {
  const { tenantId, organizationId } = access
  const key = { tenantId, organizationId, id }
  const checked = isVerified === undefined ? null : await checkStatus(access, key, isVerified)
  if (useForOrganizationDiscovery !== undefined) return setDiscovery(access, key, useForOrganizationDiscovery)
  return checked ?? read(access, (tx) => readDomain(tx, key))
}

async function checkStatus(access: Access, key: DomainKey, isVerified: boolean): Promise<Domain> {
  if (isVerified) return verifyDomain(access, key.id)
  const domain = await read(access, (tx) => readDomain(tx, key))
  if (!domain.verifiedAt) return domain
  throw invalid('status', 'A verified domain stays verified. Remove it to start over.')
}

function setDiscovery(access: Access, key: DomainKey, useForOrganizationDiscovery: boolean): Promise<Domain> {
  return change(access, async (tx) => {
    const before = { useForOrganizationDiscovery: !useForOrganizationDiscovery }
    const changed = await tx.discoveryDomain.updateMany({
      where: { ...key, ...before },
      data: { useForOrganizationDiscovery },
    })
    const result = await readDomain(tx, key)
    if (changed.count === 0) return unchanged(result)
    return {
      result,
      events: [
        {
          type: 'domain.changed',
          target: { kind: 'domain', id: key.id, name: result.domain },
          details: { before, after: { useForOrganizationDiscovery } },
        },
      ],
    }
  })
}
