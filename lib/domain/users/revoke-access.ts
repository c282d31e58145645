import type { AnyTenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { countOf, endSessionsOf } from './end-sessions'
import { lockUser } from './lock-users'

interface RevokedAccess {
  userId: string
  /** If undefined, all of the user’s sessions and sign-ins to applications. */
  sessionId?: string | undefined
  keepsRefreshTokens: boolean
}

/** @throws DomainError not_found for an unknown user, and for a session that is not the user’s */
export function revokeAccess(
  access: AnyTenantAccess<'delete:sessions' | 'delete:refresh_tokens'>,
  { userId, sessionId, keepsRefreshTokens }: RevokedAccess,
): Promise<void> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      if (sessionId !== undefined) {
        const where = { tenantId, id: sessionId, userId }
        if (!(await tx.session.findFirst({ where, select: { id: true } }))) throw notFound()
      }
      return revoke(tx, { tenantId, userId, sessionId, keepsRefreshTokens })
    },
    { users: [userId] },
  )
}

/** @throws DomainError not_found */
export function revokeSession(
  access: AnyTenantAccess<'delete:sessions' | 'delete:refresh_tokens'>,
  { id, keepsRefreshTokens }: { id: string; keepsRefreshTokens: boolean },
): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const session = await tx.session.findUnique({
      where: { tenantId_id: { tenantId, id } },
      select: { userId: true },
    })
    if (!session) throw notFound()
    return revoke(tx, { tenantId, userId: session.userId, sessionId: id, keepsRefreshTokens })
  })
}

/** A sign-in of the user at the same moment waits. @throws DomainError not_found */
async function revoke(
  tx: Tx,
  { tenantId, userId, sessionId, keepsRefreshTokens }: RevokedAccess & { tenantId: string },
): Promise<ChangeResult<void>> {
  const { name, email } = await lockUser(tx, tenantId, userId)
  const only = sessionId === undefined ? undefined : [sessionId]
  const ended = await endSessionsOf(tx, { tenantId, userId, only, keepsRefreshTokens })
  if (ended.sessions.length + ended.authorizations.length === 0) return unchanged(undefined)
  return {
    result: undefined,
    events: [
      {
        type: 'user.access_revoked',
        target: { kind: 'user', id: userId, name, email },
        details: { ...countOf(ended), ...(sessionId === undefined ? {} : { sessionId }) },
      },
    ],
  }
}
