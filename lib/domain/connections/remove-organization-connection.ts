import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { assertSignInMethodLeft } from './assert-sign-in-method-left'
import { assertLevel } from './available-connections'
import { type ConnectionKey, readOrganizationConnection, readOwnConnection } from './organization-connection'
import { endRequirement } from './required-connection'

interface RemovedConnection extends ConnectionKey {
  /** Only one that the organization created: nothing happens if it was never enabled here. */
  isOwn?: boolean
}

/**
 * Users who signed in by it have to sign in again at their next request here.
 * @throws DomainError not_found; not_yours_to_give; conflict for the last one, except for a tenant-level caller
 */
export function removeOrganizationConnection(
  access: OrganizationAccess<'delete:organization_connections'>,
  { isOwn = false, ...key }: RemovedConnection,
): Promise<void> {
  const { tenantId, organizationId } = access
  return changeLocked(access, async (tx) => {
    const { connection, others } = isOwn
      ? await readOwnConnection(tx, access, key.id)
      : await readOrganizationConnection(tx, access, key)
    if (!connection.enabled && !connection.disabled) return unchanged(undefined)
    assertLevel(access, connection, 'full')
    const { id, displayName, enabled, disabled, isRequired } = connection
    if (enabled && !access.isTenantLevel) assertSignInMethodLeft(others)
    const ended = isRequired ? await endRequirement(tx, { tenantId, organizationId }, id) : []
    await tx.enabledConnection.deleteMany({ where: { tenantId, organizationId, connectionId: id } })
    const target = { kind: 'connection', id, name: displayName }
    const details = { before: { ...(enabled ?? disabled) } }
    const type = enabled ? 'connection.disabled' : 'connection.removed'
    return { result: undefined, events: [{ type, target, details }, ...ended] }
  })
}
