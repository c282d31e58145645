import type { OrganizationAccess } from '@/lib/access'
import { change } from '@/lib/db/doors'
import { notFound } from '@/lib/errors'
import { lockOrganization } from '../organizations/lock-organization'
import { keepAWayIn } from './keep-a-way-in'
import { offeredConnections } from './offered'

/**
 * Switches a way to sign in off. Whoever came by it is asked to sign in again with her next request here.
 * @throws DomainError not_found; conflict for the last one that is on, or on the sign-in page
 */
export function disableConnection(
  access: OrganizationAccess<'delete:organization_connections'>,
  id: string,
): Promise<{ displayName: string }> {
  const { tenantId, organizationId } = access
  return change(access, async (tx) => {
    await lockOrganization(tx, tenantId, organizationId)
    const on = (await offeredConnections(tx, access)).filter(({ enabled }) => enabled)
    const connection = on.find((one) => one.id === id)
    if (!connection) throw notFound()
    keepAWayIn(on.filter((one) => one !== connection))
    await tx.enabledConnection.delete({
      where: { tenantId_organizationId_connectionId: { tenantId, organizationId, connectionId: id } },
    })
    const { displayName, enabled } = connection
    const target = { kind: 'connection', id, name: displayName }
    const details = { before: { ...enabled } }
    return { result: { displayName }, events: [{ type: 'connection.disabled', target, details }] }
  })
}
