import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { signInAgain } from '@/lib/errors'
import { type JoinableBy, listAllowedConnections } from './find-by-ticket'

type Joinable = JoinableBy & { organization: { sessionsFrom: Date | null } }

/** By this session, once the user is a member. @throws DomainError sign_in_again */
export async function assertMayEnter(tx: Tx, access: SelfAccess, found: Joinable): Promise<void> {
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
