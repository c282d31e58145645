import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql, type Sql } from '@/lib/db/sql'
import { listedFields, type ListedEvent } from './list-events'

const atMost = 8

/** The newest events by or about a member in this organization, including those about the member’s invitation. */
export function listEventsOfMember(
  access: OrganizationAccess<'read:organization_logs'>,
  userId: string,
): Promise<ListedEvent[]> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const found = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM (
        ${newest(access, sql`e.actor_id = ${userId}`)}
        UNION
        ${newest(access, sql`e.target_id = ${userId}`)}
        UNION
        ${newest(
          access,
          sql`e.target_id = (
            SELECT m.invitation_id FROM members m
            WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ${userId})`,
        )}
      ) concerning ORDER BY occurred_at DESC, id DESC LIMIT ${atMost}`
    return tx.auditEvent.findMany({
      where: { tenantId, id: { in: found.map(({ id }) => id) } },
      orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
      select: listedFields,
    })
  })
}

/** One query per condition, each with its own index: a single OR would scan all of the organization’s events. */
function newest({ tenantId, organizationId }: OrganizationAccess, condition: Sql): Sql {
  return sql`(
    SELECT e.id, e.occurred_at FROM audit_events e
    WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND ${condition}
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${atMost})`
}
