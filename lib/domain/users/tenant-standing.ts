import type { InPerson, TenantActor } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { byCookie } from './by-cookie'

/** What a signed-in person holds at tenant level; null when the session no longer lives. */
export function tenantStanding(person: {
  tenantId: string
  userId: string
  sessionId: string
}): Promise<(TenantActor & InPerson) | null> {
  const { tenantId, userId, sessionId } = person
  return read(byCookie(tenantId, userId), async (tx) => {
    const [standing] = await tx.$queryRaw<{ refusal: string | null; held: string[] | null }[]>`
      SELECT refusal, held FROM foyer_standing(NULL, ${userId}, ${sessionId})`
    if (!standing || standing.refusal !== null) return null
    return { kind: 'tenant', tenantId, caller: { userId, sessionId }, held: new Set(standing.held) }
  })
}
