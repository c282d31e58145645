import type { OrganizationAccess } from '@/lib/access'
import { changeLocked } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import { type ClientGrant, lockGrant } from './read-client-grant'

const mostGrants = 100

/** @throws DomainError not_found; invalid for a grant of users; conflict if it is on the list already, or has a hundred grants */
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
