import type { OrganizationAccess } from '@/lib/access'
import { changeLocked } from '@/lib/db/transaction'
import { assertSignInMethodLeft } from './assert-sign-in-method-left'
import { assertLevel } from './available-connections'
import { findEnabledOrThrow } from './organization-connection'

/**
 * Disables a connection for this organization and deletes its settings here. Users who signed in by it have to sign in
 * again at their next request here.
 * @throws DomainError not_found; not_yours_to_give; conflict for the last one that is enabled, or that is on the
 * sign-in page, unless a tenant-level caller does it
 */
export function disableConnection(
  access: OrganizationAccess<'delete:organization_connections'>,
  id: string,
  { mayBePaused = false } = {},
): Promise<{ displayName: string }> {
  const { tenantId, organizationId } = access
  const key = { tenantId, organizationId, connectionId: id }
  return changeLocked(access, async (tx) => {
    const { connection, on } = await findEnabledOrThrow(tx, access, { id, mayBePaused })
    assertLevel(access, connection, 'full')
    const { displayName, enabled, paused } = connection
    if (enabled && !access.isTenantLevel) assertSignInMethodLeft(on.filter((one) => one !== connection))
    await tx.enabledConnection.deleteMany({ where: key })
    await tx.pausedConnection.deleteMany({ where: key })
    const target = { kind: 'connection', id, name: displayName }
    const details = { before: { ...(enabled ?? paused) } }
    const type = enabled ? 'connection.disabled' : 'connection.removed'
    return { result: { displayName }, events: [{ type, target, details }] }
  })
}
