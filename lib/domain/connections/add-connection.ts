import type { OrganizationAccess } from '@/lib/access'
import { changeLocked } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { changesOf } from '../changes-of'
import {
  settingsFields,
  settingsOf,
  validateConnectionSettings,
  type PartialSettings,
} from './organization-connection-settings'
import { assertLevel, availableConnections } from './available-connections'
import type { OrganizationConnection } from './organization-connection'
import {
  assertConnectionLimit,
  replaceOrganizationConnectionSettings,
} from './replace-organization-connection-settings'

interface NewConnection extends PartialSettings {
  id: string
  isEnabled?: boolean | undefined
}

/**
 * Gives an organization a way to sign in that it does not have yet, on or off for now.
 * @throws DomainError not_found for what is not offered here; conflict for one that it has, and beyond ten; invalid at
 * `is_signup_enabled`; not_yours_to_give
 */
export function addConnection(
  access: OrganizationAccess<'create:organization_connections'>,
  { id, isEnabled = true, ...requested }: NewConnection,
): Promise<OrganizationConnection> {
  return changeLocked(access, async (tx) => {
    const all = await availableConnections(tx, access)
    const connection = all.find((one) => one.id === id)
    if (!connection) throw notFound()
    assertLevel(access, connection, 'readonly')
    if (connection.enabled ?? connection.paused) throw already()
    assertConnectionLimit(all)
    const present = settingsOf(connection)
    const { after } = changesOf(settingsFields, present, requested)
    const input = { ...present, ...after }
    await validateConnectionSettings(tx, access, { connection, wanted: input })
    await replaceOrganizationConnectionSettings(tx, access, { ...input, connectionId: id, isEnabled })
    const { name, strategy, displayName } = connection
    const target = { kind: 'connection', id, name: displayName }
    const type = isEnabled ? 'connection.enabled' : 'connection.prepared'
    return {
      result: { ...input, id, name, strategy, displayName, isEnabled },
      events: [{ type, target, ...(Object.keys(after).length > 0 && { details: { after: { ...after } } }) }],
    }
  })
}

function already(): DomainError {
  return new DomainError('conflict', 'The connection has already been added to this organization.')
}
