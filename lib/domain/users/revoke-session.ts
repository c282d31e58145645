import { change } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import type { AnyTenantAccess } from '../any-tenant-access'
import { revoked } from './revoked'

/**
 * Ends one session of whomever, and what applications got from it, refresh tokens that outlive it too unless said.
 * @throws DomainError not_found
 */
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
