import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { settingsOf, validateConnectionSettings } from './organization-connection-settings'
import { assertLevel, availableConnections } from './available-connections'
import {
  assertConnectionLimit,
  replaceOrganizationConnectionSettings,
} from './replace-organization-connection-settings'

/**
 * Enables a connection for this organization: from now on, members who sign in by it may enter. One that was paused
 * gets its former settings back.
 * @throws DomainError not_found for what is not offered here; conflict beyond ten; not_yours_to_give
 */
export function enableConnection(
  access: OrganizationAccess<'create:organization_connections'>,
  id: string,
): Promise<{ displayName: string }> {
  return changeLocked(access, async (tx) => {
    const all = await availableConnections(tx, access)
    const connection = all.find((one) => one.id === id)
    if (!connection) throw notFound()
    const { displayName } = connection
    if (connection.enabled) return unchanged({ displayName })
    assertLevel(access, connection, 'full')
    if (!connection.paused) assertConnectionLimit(all)
    const input = settingsOf(connection)
    await validateConnectionSettings(tx, access, { connection, wanted: input })
    await replaceOrganizationConnectionSettings(tx, access, { ...input, connectionId: id, isEnabled: true })
    const target = { kind: 'connection', id, name: displayName }
    return { result: { displayName }, events: [{ type: 'connection.enabled', target }] }
  })
}
