import type { InPerson, OrganizationActor } from '@/lib/access'
import { change, unchanged } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { byCookie } from '@/lib/domain/users/by-cookie'

/** Writes down that somebody came into an organization without being a member, by what she holds at tenant level. */
export function recordEntry(actor: OrganizationActor & InPerson): Promise<void> {
  const { tenantId, organizationId } = actor
  const { userId, sessionId } = actor.caller
  return change(byCookie(tenantId, userId), async (tx) => {
    // Her first pages may be asked for at once.
    await tx.$queryRaw`
      SELECT id FROM sessions WHERE tenant_id = ${tenantId} AND id = ${sessionId} FOR NO KEY UPDATE`
    if (await wasRecorded(tx, actor)) return unchanged(undefined)
    return {
      result: undefined,
      events: [
        {
          type: 'organization.entered',
          organizationId,
          target: { kind: 'session', id: sessionId },
        },
      ],
    }
  })
}

/** Whether the audit says so of this session. */
async function wasRecorded(
  tx: Tx,
  { tenantId, organizationId, caller: { sessionId } }: OrganizationActor & InPerson,
): Promise<boolean> {
  const events = await tx.auditEvent.count({
    where: { tenantId, organizationId, targetId: sessionId, type: 'organization.entered' },
  })
  return events > 0
}
