import type { InPerson, OrganizationActor } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { byCookie } from '@/lib/domain/users/by-cookie'

/** Records that a user entered an organization without being a member, by their tenant-level permissions. */
export function recordEntry(actor: OrganizationActor & InPerson): Promise<void> {
  const { tenantId, organizationId } = actor
  const { userId, sessionId } = actor.caller
  return change(byCookie(tenantId, userId), async (tx) => {
    // The user’s first pages may be requested at the same time.
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

/** Whether the audit already has this event for this session. */
async function wasRecorded(
  tx: Tx,
  { tenantId, organizationId, caller: { sessionId } }: OrganizationActor & InPerson,
): Promise<boolean> {
  const events = await tx.auditEvent.count({
    where: { tenantId, organizationId, targetId: sessionId, type: 'organization.entered' },
  })
  return events > 0
}
