import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'

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

interface Required {
  tenantId: string
  organizationId: string
}

/** Before the connection is disabled or removed there. */
export function endRequirement(tx: Tx, of: Required, connectionId: string): Promise<Event[]> {
  return makeOptional(tx, of, sql`e.connection_id = ${connectionId}`)
}

/** After a domain was removed: a requirement that concerns no one would begin again with the next verified domain. */
export function endRequirementWithoutDomain(tx: Tx, of: Required): Promise<Event[]> {
  const { tenantId, organizationId } = of
  return makeOptional(
    tx,
    of,
    sql`NOT EXISTS (
      SELECT FROM discovery_domains d
      WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND d.verified_at IS NOT NULL)`,
  )
}

async function makeOptional(
  tx: Tx,
  { tenantId, organizationId }: Required,
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
