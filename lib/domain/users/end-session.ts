import type { SelfAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'

/**
 * Ends one of the user’s own sessions, the current one or another.
 * @throws DomainError not_found when it belongs to another user, or has ended
 */
export async function endSession(access: SelfAccess, sessionId: string): Promise<void> {
  const { tenantId, userId } = access
  await change(access, async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { tenantId, id: sessionId, userId, endedAt: null },
      data: { endedAt: new Date() },
    })
    if (count === 0) throw notFound()
    return {
      result: undefined,
      events: [{ type: 'session.ended', target: { kind: 'session', id: sessionId } }],
    }
  })
}
