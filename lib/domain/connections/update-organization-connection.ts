import { may, type OrganizationAccess, type OrganizationActor, type Permission } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, type ChangeResult, unchanged, withEvents } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { type Changes, changesOf } from '../changes-of'
import { reauthorize } from '../reauthorize'
import { assertSignInMethodLeft } from './sign-in-method-limits'
import { assertLevel } from './access-levels'
import { insertOrganizationConnection } from './add-organization-connection'
import { assertCanBeEnabled, type AvailableConnection } from './available-connections'
import {
  type ConnectionKey,
  type FoundConnection,
  isAdded,
  type OrganizationConnection,
  readOrganizationConnection,
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

type Updater = OrganizationAccess<'update:organization_connections'>

interface Update extends PartialSettings {
  isEnabled?: boolean | undefined
}

interface FoundUpdate {
  found: FoundConnection
  update: Update
}

/** @throws DomainError not_found, invalid, not_yours_to_give; conflict for the last one on the sign-in page */
export function updateOrganizationConnection(
  access: Updater,
  { id, includeDisabled, ...update }: ConnectionKey & Update,
): Promise<OrganizationConnection> {
  return changeLocked(access, async (tx) => {
    const found = await readOrganizationConnection(tx, access, { id, includeDisabled })
    return writeOrganizationConnection(tx, access, { found, update })
  })
}

/**
 * A part of a change that has locked the organization. One of its own that was never enabled here is added to the sign-in
 * methods, which needs create:organization_connections. @throws as updateOrganizationConnection()
 */
export function writeOrganizationConnection(
  tx: Tx,
  access: Updater,
  change: FoundUpdate,
): Promise<ChangeResult<OrganizationConnection>> {
  return (isAdded(change.found.connection) ? updateAdded : addFirst)(tx, access, change)
}

async function updateAdded(
  tx: Tx,
  access: Updater,
  { found: { connection, others }, update }: FoundUpdate,
): Promise<ChangeResult<OrganizationConnection>> {
  const { isEnabled: requestedState, ...requested } = update
  const wasEnabled = connection.enabled !== null
  const isEnabled = requestedState ?? wasEnabled
  assertLevel(access, connection, wasEnabled === isEnabled ? 'limited' : 'full')
  if (wasEnabled !== isEnabled) await assertCanSwitch(tx, access, { connection, isEnabled })
  const before = settingsOf(connection)
  const changes = changesOf(settingsFields, before, requested)
  const settings = { ...before, ...changes.after }
  await assertSettings(tx, access, { connection, settings })
  if (wasEnabled && !access.isTenantLevel)
    assertSignInMethodLeft(isEnabled ? [...others, { enabled: settings }] : others)
  const { id, name, strategy, product, displayName, isRequired } = connection
  const result = { ...settings, id, name, strategy, product, displayName, isEnabled }
  const events = eventsOf(connection, changes, isEnabled)
  if (events.length === 0) return unchanged(result)
  const ended = isRequired && !isEnabled ? await endRequirement(tx, access, id) : []
  await writeSettings(tx, access, { connection, settings, isEnabled })
  return withEvents(result, [...events, ...ended])
}

/** @throws DomainError not_yours_to_give at `is_enabled`; as insertOrganizationConnection() */
async function addFirst(
  tx: Tx,
  access: Updater,
  { found, update }: FoundUpdate,
): Promise<ChangeResult<OrganizationConnection>> {
  const needed = 'create:organization_connections'
  const mayAdd = access.isTenantLevel || (may(access, needed) && (await holds(tx, access, needed)))
  if (!mayAdd) throw mayNot('You may change it, but not add it to the sign-in methods.')
  const { isEnabled = false, ...settings } = update
  const { id } = found.connection
  return insertOrganizationConnection(tx, access, {
    id,
    found,
    ...settings,
    isEnabled,
    ifPresent: 'conflict',
  })
}

async function assertCanSwitch(
  tx: Tx,
  access: OrganizationActor,
  { connection, isEnabled }: { connection: AvailableConnection; isEnabled: boolean },
): Promise<void> {
  if (isEnabled) assertCanBeEnabled(connection)
  if (access.isTenantLevel) return
  const needed = isEnabled ? 'create:organization_connections' : 'delete:organization_connections'
  if (!(await holds(tx, access, needed)))
    throw mayNot(`You may change it, but not switch it ${isEnabled ? 'on' : 'off'}.`)
}

async function holds(tx: Tx, access: OrganizationActor, permission: Permission): Promise<boolean> {
  return (await reauthorize(tx, access)).permissions.has(permission)
}

function mayNot(sentence: string): DomainError {
  return new DomainError('not_yours_to_give', sentence, { field: 'is_enabled' })
}

function eventsOf(
  { id, displayName, enabled }: AvailableConnection,
  { before, after }: Changes<OrganizationConnectionSettings>,
  isEnabled: boolean,
): Event[] {
  const target = { kind: 'connection', id, name: displayName }
  const details = { before: { ...before }, after: { ...after } }
  const isSwitched = isEnabled !== (enabled !== null)
  const isChanged = Object.keys(after).length > 0
  return [
    ...(isChanged ? [{ type: 'connection.settings_changed', target, details } as const] : []),
    ...(isSwitched
      ? [{ type: isEnabled ? 'connection.enabled' : 'connection.disabled', target } as const]
      : []),
  ]
}
