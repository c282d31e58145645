import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, type ChangeResult, unchanged, withEvents } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { type Changes, changesOf } from '../changes-of'
import { reauthorize } from '../reauthorize'
import { assertSignInMethodLeft } from './sign-in-method-limits'
import { assertLevel } from './access-levels'
import { assertCanBeEnabled, type AvailableConnection } from './available-connections'
import {
  type ConnectionKey,
  type FoundConnection,
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

interface Update extends PartialSettings {
  isEnabled?: boolean | undefined
}

/** @throws DomainError not_found, invalid, not_yours_to_give; conflict for the last one on the sign-in page */
export function updateOrganizationConnection(
  access: OrganizationAccess<'update:organization_connections'>,
  { id, includeDisabled, ...update }: ConnectionKey & Update,
): Promise<OrganizationConnection> {
  return changeLocked(access, async (tx) => {
    const found = await readOrganizationConnection(tx, access, { id, includeDisabled })
    return writeOrganizationConnection(tx, access, { found, update })
  })
}

/** A part of a change that has locked the organization. @throws as updateOrganizationConnection() */
export async function writeOrganizationConnection(
  tx: Tx,
  access: OrganizationAccess<'update:organization_connections'>,
  { found: { connection, others }, update }: { found: FoundConnection; update: Update },
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

async function assertCanSwitch(
  tx: Tx,
  access: OrganizationActor,
  { connection, isEnabled }: { connection: AvailableConnection; isEnabled: boolean },
): Promise<void> {
  if (isEnabled) assertCanBeEnabled(connection)
  if (access.isTenantLevel) return
  const { permissions } = await reauthorize(tx, access)
  if (permissions.has(isEnabled ? 'create:organization_connections' : 'delete:organization_connections'))
    return
  throw new DomainError(
    'not_yours_to_give',
    `You may change it, but not switch it ${isEnabled ? 'on' : 'off'}.`,
    { field: 'is_enabled' },
  )
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
