import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { lockClientGrant } from './read-client-grant'

/** A machine’s tokens become invalid; those of users are no longer limited. @throws DomainError not_found */
export function deleteClientGrant(access: TenantAccess<'delete:client_grants'>, id: string): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const { grant, clientName } = await lockClientGrant(tx, tenantId, id)
    await tx.clientGrant.delete({ where: { tenantId_id: { tenantId, id } } })
    const { clientId, audience, subjectType, scope, organizationUsage, allowAnyOrganization } = grant
    const before = { clientId, audience, subjectType, scope, organizationUsage, allowAnyOrganization }
    const target = { kind: 'client_grant', id, name: clientName }
    return { result: undefined, events: [{ type: 'client_grant.deleted', target, details: { before } }] }
  })
}
