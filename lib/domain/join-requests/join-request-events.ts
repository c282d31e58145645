import type { SelfAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'

/** The person of the access, as the target of an event. */
export async function userTarget(
  tx: Tx,
  { tenantId, userId }: SelfAccess,
): Promise<NonNullable<Event['target']>> {
  const { name, email } = await tx.user.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id: userId } },
    select: { name: true, email: true },
  })
  return { kind: 'user', id: userId, name, email }
}
