import type { OrganizationAccess } from '@/lib/access'
import { change, changeLocked } from '@/lib/db/transaction'
import { DomainError, invalid, notFound } from '@/lib/errors'
import { type ClientGrant, lockGrant } from './read-client-grant'

const mostGrants = 100

/** @throws DomainError not_found; invalid for a grant of users; conflict if it was added before, or for one more than a hundred */
export function addGrantToOrganization(
  access: OrganizationAccess<'create:organization_client_grants'>,
  id: string,
): Promise<ClientGrant> {
  const { tenantId, organizationId } = access
  return changeLocked(access, async (tx) => {
    const { grant, clientName } = await lockGrant(tx, tenantId, id)
    if (grant.subjectType === 'user') {
      const sentence = 'A client grant with subject_type user is for the organizations of each user.'
      throw invalid('grant_id', sentence)
    }
    const here = await tx.clientGrantOrganization.findMany({ where: { tenantId, organizationId } })
    if (here.some(({ grantId }) => grantId === id))
      throw new DomainError('conflict', 'The client grant has already been added to this organization.')
    if (here.length >= mostGrants)
      throw new DomainError(
        'conflict',
        `Quota exceeded; cannot add more than ${mostGrants} client grants to a single organization`,
      )
    await tx.clientGrantOrganization.create({ data: { organizationId, grantId: id } })
    const target = { kind: 'client_grant', id, name: clientName }
    const details = { audience: grant.audience }
    return { result: grant, events: [{ type: 'machine.admitted', target, details }] }
  })
}

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
