import type { OrganizationAccess } from '@/lib/access'
import { changeLocked } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { changesOf } from '../changes-of'
import {
  arrangementFields,
  arrangementOf,
  judgeArrangement,
  type PartOfArrangement,
} from './organization-connection-settings'
import { insistOnLevel, offeredConnections } from './available-connections'
import type { OrganizationConnection } from './organization-connection'
import { insistOnRoom, putArrangement } from './replace-organization-connection-settings'

interface NewConnection extends PartOfArrangement {
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
  { id, isEnabled = true, ...asked }: NewConnection,
): Promise<OrganizationConnection> {
  return changeLocked(access, async (tx) => {
    const all = await offeredConnections(tx, access)
    const connection = all.find((one) => one.id === id)
    if (!connection) throw notFound()
    insistOnLevel(access, connection, 'readonly')
    if (connection.enabled ?? connection.paused) throw already()
    insistOnRoom(all)
    const present = arrangementOf(connection)
    const { after } = changesOf(arrangementFields, present, asked)
    const wanted = { ...present, ...after }
    await judgeArrangement(tx, access, { connection, wanted })
    await putArrangement(tx, access, { ...wanted, connectionId: id, isEnabled })
    const { name, strategy, displayName } = connection
    const target = { kind: 'connection', id, name: displayName }
    const type = isEnabled ? 'connection.enabled' : 'connection.prepared'
    return {
      result: { ...wanted, ...{ id, name, strategy, displayName, isEnabled } },
      events: [{ type, target, ...(Object.keys(after).length > 0 && { details: { after: { ...after } } }) }],
    }
  })
}

function already(): DomainError {
  return new DomainError('conflict', 'The connection has already been added to this organization.')
}
