import type { OrganizationAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/doors'
import { sql } from '@/lib/db/sql'
import { DomainError, notFound } from '@/lib/errors'
import { lockOrganization } from '../organizations/lock-organization'
import { offeredConnections } from './offered'

const mostConnections = 10

/**
 * Switches a way to sign in on: from now on whoever comes by it may enter, if she is a member.
 * @throws DomainError not_found for what is not offered here; conflict beyond ten
 */
export function enableConnection(
  access: OrganizationAccess<'create:organization_connections'>,
  id: string,
): Promise<{ displayName: string }> {
  const { tenantId, organizationId } = access
  return change(access, async (tx) => {
    await lockOrganization(tx, tenantId, organizationId)
    const [connection] = await offeredConnections(tx, access, sql`id = ${id}`)
    if (!connection) throw notFound()
    const { displayName } = connection
    if (connection.enabled) return unchanged({ displayName })
    const count = await tx.enabledConnection.count({ where: { tenantId, organizationId } })
    if (count >= mostConnections) throw full()
    await tx.enabledConnection.create({ data: { organizationId, connectionId: id } })
    const target = { kind: 'connection', id, name: displayName }
    return { result: { displayName }, events: [{ type: 'connection.enabled', target }] }
  })
}

function full(): DomainError {
  return new DomainError(
    'conflict',
    `At most ${mostConnections} ways to sign in can be on. Switch another one off first.`,
  )
}
