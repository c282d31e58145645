import type { OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { lockConnection } from './lock-connection'
import type { Connection } from './read-connection'
import { endRequirement } from './required-connection'

type Access = OrganizationAccess<'update:organization_connections'>

/**
 * People of the organization’s verified domains can then enter it by this connection of its own alone, except owners.
 * @throws DomainError not_found; not_yours_to_give where the operator limits it; conflict unless it is enabled, its last test succeeded and a domain is verified, and
 * while another connection is required
 */
export function requireConnection(
  access: Access,
  { id, isRequired }: { id: string; isRequired: boolean },
): Promise<{ displayName: string }> {
  const { tenantId, organizationId } = access
  return changeLocked(access, async (tx) => {
    const connection = await lockConnection(tx, access, { id, least: 'limited' })
    const { displayName } = connection
    const events = isRequired
      ? await startRequirement(tx, access, connection)
      : await endRequirement(tx, { tenantId, organizationId }, id)
    const [event, ...more] = events
    return event ? { result: { displayName }, events: [event, ...more] } : unchanged({ displayName })
  })
}

interface Present {
  isEnabled: boolean
  isRequired: boolean
  isOtherRequired: boolean
  hasDomain: boolean
}

async function startRequirement(tx: Tx, access: Access, connection: Connection): Promise<Event[]> {
  const { tenantId, organizationId } = access
  const { id, displayName } = connection
  const [present] = await tx.$queryRaw<[Present]>`
    SELECT coalesce(bool_or(e.is_enabled) FILTER (WHERE e.connection_id = ${id}), false) AS "isEnabled",
      coalesce(bool_or(e.is_required) FILTER (WHERE e.connection_id = ${id}), false) AS "isRequired",
      coalesce(bool_or(e.is_required) FILTER (WHERE e.connection_id <> ${id}), false) AS "isOtherRequired",
      EXISTS (
        SELECT FROM discovery_domains d
        WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId}
          AND d.verified_at IS NOT NULL) AS "hasDomain"
    FROM enabled_connections e
    WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId}`
  if (present.isRequired) return []
  const obstacle = obstacleTo({ ...connection, ...present })
  if (obstacle !== null) throw new DomainError('conflict', obstacle)
  await tx.enabledConnection.update({
    where: { tenantId_organizationId_connectionId: { tenantId, organizationId, connectionId: id } },
    data: { isRequired: true },
  })
  return [{ type: 'connection.required', target: { kind: 'connection', id, name: displayName } }]
}

type Candidate = Pick<Connection, 'testedAt' | 'testProblem'> & Omit<Present, 'isRequired'>

/** Why the connection cannot be required now; null if it can. */
export function obstacleTo(candidate: Candidate): string | null {
  if (!candidate.isEnabled) return 'Enable it first.'
  if (!candidate.hasDomain) return 'Verify a domain first.'
  if (candidate.testedAt === null) return 'Test it first.'
  if (candidate.testProblem !== null)
    return 'Its last test did not succeed. Test it with an account at a verified domain first.'
  if (candidate.isOtherRequired)
    return 'Another identity provider is required already. Make that one optional first.'
  return null
}
