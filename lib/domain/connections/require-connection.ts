import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { changeLocked, withEvents } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { hasVerifiedDomain } from '../domains/queries'
import { lockConnection } from './lock-connection'
import type { Connection } from './read-connection'

type Access = OrganizationAccess<'update:organization_connections'>

/**
 * People of the organization’s verified domains can then enter it by this connection of its own alone, except owners.
 * @throws DomainError not_found; not_yours_to_give where the operator limits it; conflict unless it is enabled, its last test
 * succeeded and a domain is verified, and while another connection is required
 */
export function requireConnection(
  access: Access,
  { id, isRequired }: { id: string; isRequired: boolean },
): Promise<{ displayName: string }> {
  return changeLocked(access, async (tx) => {
    const connection = await lockConnection(tx, access, { id, least: 'limited' })
    const { displayName } = connection
    const events = isRequired
      ? await startRequirement(tx, access, connection)
      : await endRequirement(tx, access, id)
    return withEvents({ displayName }, events)
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
      ${hasVerifiedDomain(access)} AS "hasDomain"
    FROM enabled_connections e
    WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId}`
  if (present.isRequired) return []
  const obstacle = obstacleToRequirement({ ...connection, ...present })
  if (obstacle !== null) throw new DomainError('conflict', obstacle)
  await tx.enabledConnection.update({
    where: { tenantId_organizationId_connectionId: { tenantId, organizationId, connectionId: id } },
    data: { isRequired: true },
  })
  return [{ type: 'connection.required', target: { kind: 'connection', id, name: displayName } }]
}

type Candidate = Pick<Connection, 'testedAt' | 'testProblem'> & Omit<Present, 'isRequired'>

/** Why the connection cannot be required now; null if it can. */
export function obstacleToRequirement(candidate: Candidate): string | null {
  if (!candidate.isEnabled) return 'Enable it first.'
  if (!candidate.hasDomain) return 'Verify a domain first.'
  if (candidate.testedAt === null) return 'Test it first.'
  if (candidate.testProblem !== null)
    return 'Its last test did not succeed. Test it with an account at a verified domain first.'
  if (candidate.isOtherRequired)
    return 'Another identity provider is required already. Make that one optional first.'
  return null
}

interface Owner {
  userId: string
  sessionId: string
  organizationId: string
}

/** An owner entered without the connection that their organization requires. */
export function bypassedBy({ userId, sessionId, organizationId }: Owner, connectionId: string): Event {
  return {
    type: 'connection.bypassed',
    organizationId,
    actor: { kind: 'user', id: userId },
    target: { kind: 'session', id: sessionId },
    details: { connectionId },
  }
}

type Organization = Pick<OrganizationActor, 'tenantId' | 'organizationId'>

/** Before the connection is disabled or removed there. */
export function endRequirement(tx: Tx, of: Organization, connectionId: string): Promise<Event[]> {
  return makeOptional(tx, of, sql`e.connection_id = ${connectionId}`)
}

/** After a domain was removed: a requirement that concerns no one would begin again with the next verified domain. */
export function endRequirementWithoutDomain(tx: Tx, of: Organization): Promise<Event[]> {
  return makeOptional(tx, of, sql`NOT ${hasVerifiedDomain(of)}`)
}

async function makeOptional(
  tx: Tx,
  { tenantId, organizationId }: Organization,
  condition: Sql,
): Promise<Event[]> {
  const ended = await tx.$queryRaw<{ id: string; name: string }[]>`
    UPDATE enabled_connections e SET is_required = false
    FROM connections c
    WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.is_required
      AND c.tenant_id = e.tenant_id AND c.id = e.connection_id AND ${condition}
    RETURNING c.id, c.display_name AS name`
  return ended.map(({ id, name }) => ({
    type: 'connection.made_optional',
    organizationId,
    target: { kind: 'connection', id, name },
  }))
}
