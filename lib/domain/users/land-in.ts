import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { openSession, type Opened } from './open-session'

export interface Arrival extends Opened {
  /** Where the session landed; null where the person has no business, or nothing was asked. */
  organizationId: string | null
}

/** Opens a session and lands it in the organization, if the person may be there. */
export async function landIn(
  tx: Tx,
  person: { tenantId: string; userId: string; connectionId: string; amr: string[] },
  organizationId: string | null,
): Promise<{ arrival: Arrival; event: Event }> {
  const { opened, event } = await openSession(tx, person)
  if (organizationId === null) return { arrival: { ...opened, organizationId: null }, event }
  const [standing] = await tx.$queryRaw<{ refusal: string | null }[]>`
    SELECT refusal FROM foyer_standing(${organizationId}, ${opened.userId}, ${opened.sessionId})`
  if (!standing || standing.refusal !== null) return { arrival: { ...opened, organizationId: null }, event }
  await tx.session.update({
    where: { tenantId_id: { tenantId: person.tenantId, id: opened.sessionId } },
    data: { organizationId },
  })
  return { arrival: { ...opened, organizationId }, event: { ...event, organizationId } }
}
