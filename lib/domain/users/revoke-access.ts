import { change } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import type { AnyTenantAccess } from '@/lib/access'
import { revoked, type RevokedAccess } from './end-sessions'

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
      return revoked(tx, { tenantId, userId, sessionId, keepsRefreshTokens })
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
    return revoked(tx, { tenantId, userId: session.userId, sessionId: id, keepsRefreshTokens })
  })
}
