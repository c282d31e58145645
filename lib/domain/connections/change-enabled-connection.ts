import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { type Changes, changesOf } from '../changes-of'
import { reauthorize } from '../reauthorize'
import { assertSignInMethodLeft } from './assert-sign-in-method-left'
import { assertLevel, type AvailableConnection } from './available-connections'
import {
  findEnabledOrThrow,
  type OrganizationConnection,
  type ConnectionKey,
} from './organization-connection'
import {
  type OrganizationConnectionSettings,
  type PartialSettings,
  settingsFields,
  settingsOf,
  validateConnectionSettings,
} from './organization-connection-settings'
import { replaceOrganizationConnectionSettings } from './replace-organization-connection-settings'

/** What is left out stays as it is. */
interface Wanted extends ConnectionKey, PartialSettings {
  isEnabled?: boolean | undefined
}

/**
 * Changes how a way to sign in works here; it may be switched off for a while, so that its settings stay.
 * @throws DomainError not_found; invalid at `is_signup_enabled`; not_yours_to_give at `assign_membership_on_login` and
 * elsewhere, for whoever may not switch it too; conflict for the last one on the sign-in page, unless it is done at tenant level
 */
export function changeEnabledConnection(
  access: OrganizationAccess<'update:organization_connections'>,
  { id, mayBePaused, isEnabled, ...requested }: Wanted,
): Promise<OrganizationConnection> {
  return changeLocked(access, async (tx) => {
    const { connection, on } = await findEnabledOrThrow(tx, access, { id, mayBePaused })
    const was = connection.enabled !== null
    const will = isEnabled ?? was
    assertLevel(access, connection, was === will ? 'limited' : 'full')
    if (was !== will) await insistOnSwitching(tx, access, will)
    const present = settingsOf(connection)
    const changes = changesOf(settingsFields, present, requested)
    const input = { ...present, ...changes.after }
    await validateConnectionSettings(tx, access, { connection, wanted: input })
    const others = on.filter((one) => one !== connection)
    if (was && !access.isTenantLevel) assertSignInMethodLeft(will ? [...others, { enabled: input }] : others)
    const { name, strategy, displayName } = connection
    const result = { ...input, id, name, strategy, displayName, isEnabled: will }
    const events = eventsOf(connection, changes, will)
    if (events[0] === undefined) return unchanged(result)
    await replaceOrganizationConnectionSettings(tx, access, { ...input, connectionId: id, isEnabled: will })
    return { result, events: [events[0], ...events.slice(1)] }
  })
}

/** To switch it is more than to change it. */
async function insistOnSwitching(tx: Tx, access: OrganizationActor, will: boolean): Promise<void> {
  if (access.isTenantLevel) return
  const { permissions } = await reauthorize(tx, access)
  if (permissions.has(will ? 'create:organization_connections' : 'delete:organization_connections')) return
  throw new DomainError(
    'not_yours_to_give',
    `You can change it, but not ${will ? 'enable' : 'disable'} it.`,
    {
      field: 'is_enabled',
    },
  )
}

function eventsOf(
  { id, displayName, enabled }: AvailableConnection,
  { before, after }: Changes<OrganizationConnectionSettings>,
  will: boolean,
): Event[] {
  const target = { kind: 'connection', id, name: displayName }
  const details = { before: { ...before }, after: { ...after } }
  const isMoved = will !== (enabled !== null)
  const isChanged = Object.keys(after).length > 0
  return [
    ...(isChanged ? [{ type: 'connection.settings_changed', target, details } as const] : []),
    ...(isMoved ? [{ type: will ? 'connection.enabled' : 'connection.disabled', target } as const] : []),
  ]
}
