import type { Tx } from '@/lib/db/prisma'

/** Its page leads to the role, the organization and the user. */
export async function createRoleEvent(
  tx: Tx,
  event: { id: string; organizationId: string; actorId: string; ownRoleId: string },
): Promise<void> {
  const { id, organizationId, actorId, ownRoleId } = event
  const about = { actorKind: 'user', actorId, targetKind: 'role', targetId: ownRoleId }
  await tx.auditEvent.create({ data: { id, organizationId, type: 'role.changed', ...about } })
  await tx.auditPeople.create({
    data: { eventId: id, organizationId, actorName: 'Uma User', targetName: 'Pilot' },
  })
}
