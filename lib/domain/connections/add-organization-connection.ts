import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { assertConnectionLimit, assertSignInMethodLeft } from './sign-in-method-limits'
import { assertLevel } from './access-levels'
import { assertCanBeEnabled, type AvailableConnection } from './available-connections'
import {
  asOrganizationConnection,
  type ConnectionKey,
  type FoundConnection,
  type OrganizationConnection,
  readAvailableConnection,
  readOrganizationConnection,
  readOwnConnection,
} from './organization-connection'
import {
  assertSettings,
  type OrganizationConnectionSettings,
  type PartialSettings,
  settingsFields,
  settingsOf,
  writeSettings,
} from './organization-connection-settings'
import { endRequirement } from './require-connection'

interface NewConnection extends PartialSettings {
  id: string
  isEnabled?: boolean | undefined
  ifPresent: 'conflict' | 'enable'
  /** As it was read under the lock. */
  found?: FoundConnection
}

/** @throws DomainError not_found if not offered; conflict if added already, or for an eleventh; invalid; not_yours_to_give */
export function addOrganizationConnection(
  access: OrganizationAccess<'create:organization_connections'>,
  added: NewConnection,
): Promise<OrganizationConnection> {
  return changeLocked(access, (tx) => insertOrganizationConnection(tx, access, added))
}

/**
 * A part of a change that has locked the organization, for an actor with create:organization_connections.
 * @throws as addOrganizationConnection()
 */
export async function insertOrganizationConnection(
  tx: Tx,
  actor: OrganizationActor,
  { id, isEnabled = true, ifPresent, found, ...requested }: NewConnection,
): Promise<ChangeResult<OrganizationConnection>> {
  const { connection, others } = found ?? (await readAvailableConnection(tx, actor, id))
  const present = asOrganizationConnection(connection)
  assertLevel(actor, connection, 'readonly')
  if (present && ifPresent === 'conflict') throw alreadyAdded()
  if (present?.isEnabled) return unchanged(present)
  if (present) assertLevel(actor, connection, 'full')
  else assertConnectionLimit(others)
  if (isEnabled) assertCanBeEnabled(connection)
  const before = settingsOf(connection)
  const { after } = changesOf(settingsFields, before, requested)
  const settings = { ...before, ...after }
  await assertSettings(tx, actor, { connection, settings })
  await writeSettings(tx, actor, { connection, settings, isEnabled })
  const { name, strategy, product, displayName } = connection
  return {
    result: { ...settings, id, name, strategy, product, displayName, isEnabled },
    events: [addedEvent(connection, after, isEnabled)],
  }
}

function addedEvent(
  { id, displayName }: AvailableConnection,
  after: Partial<OrganizationConnectionSettings>,
  isEnabled: boolean,
): Event {
  return {
    type: isEnabled ? 'connection.enabled' : 'connection.prepared',
    target: { kind: 'connection', id, name: displayName },
    ...(Object.keys(after).length > 0 && { details: { after: { ...after } } }),
  }
}

function alreadyAdded(): DomainError {
  return new DomainError('conflict', 'The connection has already been added to this organization.')
}

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
  return changeLocked(access, async (tx) => {
    const { connection, others } = isOwn
      ? await readOwnConnection(tx, access, key.id)
      : await readOrganizationConnection(tx, access, key)
    const { id, displayName, enabled, disabled, isRequired } = connection
    if (!enabled && !disabled) return unchanged(undefined)
    assertLevel(access, connection, 'full')
    if (enabled && !access.isTenantLevel) assertSignInMethodLeft(others)
    const ended = isRequired ? await endRequirement(tx, access, id) : []
    const { tenantId, organizationId } = access
    await tx.enabledConnection.deleteMany({ where: { tenantId, organizationId, connectionId: id } })
    const target = { kind: 'connection', id, name: displayName }
    const details = { before: { ...(enabled ?? disabled) } }
    const type = enabled ? 'connection.disabled' : 'connection.removed'
    return { result: undefined, events: [{ type, target, details }, ...ended] }
  })
}
