import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { signInAgain } from '@/lib/errors'
import { type JoinableBy, listAllowedConnections } from './find-by-ticket'

/** By this session, once the user is a member. @throws DomainError sign_in_again */
export async function assertMayEnter(tx: Tx, access: SelfAccess, found: JoinableBy): Promise<void> {
  const { tenantId, userId, sessionId } = access
  const [session] = await tx.$queryRaw<{ connectionId: string; emailFolded: string }[]>`
    SELECT se.connection_id AS "connectionId", u.email_folded AS "emailFolded"
    FROM foyer.session_status(NULL, ${userId}, ${sessionId}) st
    JOIN sessions se ON se.tenant_id = ${tenantId} AND se.id = ${sessionId}
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = ${userId}
    JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = ${found.organization.id}
      AND (o.sessions_from IS NULL OR se.created_at >= o.sessions_from)
    WHERE st.refusal IS NULL`
  if (!session) throw signInAgain()
  const allowed = await listAllowedConnections(tx, found, session.emailFolded)
  if (!allowed.some(({ id }) => id === session.connectionId)) throw signInAgain()
}
