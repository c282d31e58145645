import type { OrganizationAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { lockGrant } from './read-client-grant'

/** The machine’s tokens for it become invalid at once. @throws DomainError not_found */
export function removeGrantFromOrganization(
  access: OrganizationAccess<'delete:organization_client_grants'>,
  id: string,
): Promise<void> {
  const { tenantId, organizationId } = access
  return change(access, async (tx) => {
    const { grant, clientName } = await lockGrant(tx, tenantId, id)
    const where = { tenantId, organizationId, grantId: id }
    const { count } = await tx.clientGrantOrganization.deleteMany({ where })
    if (count === 0) throw notFound()
    const target = { kind: 'client_grant', id, name: clientName }
    const details = { audience: grant.audience }
    return { result: undefined, events: [{ type: 'machine.dismissed', target, details }] }
  })
}
