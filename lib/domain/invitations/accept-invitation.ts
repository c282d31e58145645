import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { signInAgain } from '@/lib/errors'
import { completeAcceptance } from './complete-acceptance'
import { listAllowedConnections, type Ticketed, withTicket } from './find-by-ticket'

/** Idempotent. Also sets the session’s organization. @throws DomainError not_found, gone, conflict, sign_in_again */
export function acceptInvitation(access: SelfAccess, ticket: string): Promise<{ slug: string }> {
  const { tenantId, userId, sessionId } = access
  return withTicket({ tenantId, ticket, person: access }, async (tx, found) => {
    await assertMayEnter(tx, access, found)
    const { events, mails } = await completeAcceptance(tx, found, userId)
    await tx.session.update({
      where: { tenantId_id: { tenantId, id: sessionId } },
      data: { organizationId: found.organization.id },
    })
    const [first, ...rest] = events
    const result = { slug: found.organization.slug }
    return first ? { result, events: [first, ...rest], mails } : { result, events: 'unchanged' }
  })
}

async function assertMayEnter(tx: Tx, access: SelfAccess, found: Ticketed): Promise<void> {
  const { tenantId, userId, sessionId } = access
  const [session] = await tx.$queryRaw<{ connectionId: string; createdAt: Date }[]>`
    SELECT se.connection_id AS "connectionId", se.created_at AS "createdAt"
    FROM foyer.session_status(NULL, ${userId}, ${sessionId}) st
    JOIN sessions se ON se.tenant_id = ${tenantId} AND se.id = ${sessionId}
    WHERE st.refusal IS NULL`
  if (!session) throw signInAgain()
  const { sessionsFrom } = found.organization
  if (sessionsFrom !== null && session.createdAt < sessionsFrom) throw signInAgain()
  const allowed = await listAllowedConnections(tx, found)
  if (!allowed.some(({ id }) => id === session.connectionId)) throw signInAgain()
}
