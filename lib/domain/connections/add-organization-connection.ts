import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { assertConnectionLimit } from './sign-in-method-limits'
import { assertLevel } from './access-levels'
import { assertCanBeEnabled, type AvailableConnection } from './available-connections'
import {
  type FoundConnection,
  isAdded,
  type OrganizationConnection,
  readAvailableConnection,
  withSettings,
} from './organization-connection'
import {
  assertSettings,
  type OrganizationConnectionSettings,
  type PartialSettings,
  settingsFields,
  settingsOf,
  writeSettings,
} from './organization-connection-settings'

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
  const isPresent = isAdded(connection)
  assertLevel(actor, connection, 'readonly')
  if (isPresent && ifPresent === 'conflict') throw alreadyAdded()
  if (connection.enabled) return unchanged(withSettings(connection))
  if (isPresent) assertLevel(actor, connection, 'full')
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
