import type { OrganizationAccess } from '@/lib/access'
import { changeLocked } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { endRequirementWithoutDomain } from '../connections/required-connection'

/** Also ends the providers’ trust in its addresses here and, with the last verified one, what is required of them. @throws DomainError not_found */
export function removeDomain(
  access: OrganizationAccess<'delete:organization_discovery_domains'>,
  id: string,
): Promise<{ domain: string }> {
  const { tenantId, organizationId } = access
  return changeLocked(access, async (tx) => {
    const [removed] = await tx.$queryRaw<{ domain: string; wasVerified: boolean }[]>`
      DELETE FROM discovery_domains
      WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${id}
      RETURNING domain, verified_at IS NOT NULL AS "wasVerified"`
    if (!removed) throw notFound()
    const { domain, wasVerified } = removed
    const ended = await endRequirementWithoutDomain(tx, { tenantId, organizationId })
    const target = { kind: 'domain', id, name: domain }
    return {
      result: { domain },
      events: [{ type: 'domain.removed', target, details: { before: { verified: wasVerified } } }, ...ended],
    }
  })
}
