import type { OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked } from '@/lib/db/transaction'
import { directoryTarget } from '../directories/directory-settings'
import { assertLevel } from './access-levels'
import {
  type ConnectionKey,
  type FoundConnection,
  readOrganizationConnection,
  readOwnConnection,
} from './organization-connection'
import { endRequirement } from './require-connection'
import { assertSignInMethodLeft } from './sign-in-method-limits'

type Remover = OrganizationAccess<'delete:organization_connections'>

/**
 * Users who signed in by it have to sign in again at their next request here. One that the organization created is disabled
 * and, with `includeDisabled`, detached.
 * @throws DomainError not_found; not_yours_to_give; conflict for the last one, except for a tenant-level caller
 */
export function removeOrganizationConnection(access: Remover, key: ConnectionKey): Promise<void> {
  return changeLocked(access, async (tx) => {
    const found = await readOrganizationConnection(tx, access, key)
    const { isOwn, enabled } = found.connection
    if (isOwn && key.includeDisabled) return detach(tx, access, found)
    const type = enabled ? 'connection.disabled' : 'connection.removed'
    return { result: undefined, events: await removeRow(tx, access, { ...found, type }) }
  })
}

/**
 * One that the organization created, with its directory sync. The connection stays with the tenant: only tenant level still
 * finds it, and can add it again or delete it. @throws as removeOrganizationConnection()
 */
export function detachConnection(access: Remover, id: string): Promise<void> {
  return changeLocked(access, async (tx) => detach(tx, access, await readOwnConnection(tx, access, id)))
}

async function detach(tx: Tx, access: Remover, found: FoundConnection) {
  const { tenantId, organizationId } = access
  const { id, displayName } = found.connection
  const events = await removeRow(tx, access, { ...found, type: 'connection.detached' })
  const [{ hadDirectory }] = await tx.$queryRaw<[{ hadDirectory: boolean }]>`
    WITH ended AS (
      DELETE FROM directories
      WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND connection_id = ${id} RETURNING connection_id
    )
    UPDATE connections SET detached_at = now() WHERE tenant_id = ${tenantId} AND id = ${id}
    RETURNING EXISTS (SELECT FROM ended) AS "hadDirectory"`
  const ended = { type: 'directory.turned_off', target: directoryTarget(id, displayName) } as const
  return { result: undefined, events: [...events, ...(hadDirectory ? [ended] : [])] as const }
}

interface RemovedRow extends FoundConnection {
  type: 'connection.disabled' | 'connection.removed' | 'connection.detached'
}

async function removeRow(
  tx: Tx,
  access: Remover,
  { connection, others, type }: RemovedRow,
): Promise<[Event, ...Event[]]> {
  const { tenantId, organizationId, isTenantLevel } = access
  const { id, displayName, enabled, disabled, isRequired } = connection
  assertLevel(access, connection, 'full')
  if (enabled && !isTenantLevel) assertSignInMethodLeft(others)
  const ended = isRequired ? await endRequirement(tx, access, id) : []
  await tx.enabledConnection.deleteMany({ where: { tenantId, organizationId, connectionId: id } })
  const target = { kind: 'connection', id, name: displayName }
  return [{ type, target, details: { before: { ...(enabled ?? disabled) } } }, ...ended]
}
