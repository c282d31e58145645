import { unchanged, type Changed } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { countOf, endSessionsOf } from './end-sessions-of'
import { lockUser } from './lock-users'

export interface RevokedAccess {
  userId: string
  /** One of hers alone; all of them, and all that she went into with them, unless said. */
  sessionId?: string | undefined
  /** Whether refresh tokens serve on, which outlive their session. */
  keepsRefreshTokens: boolean
}

/**
 * The change that ends a user’s sessions, or one of them, and says so where something was ended. Whoever signs in at
 * this moment waits for it.
 * @throws DomainError not_found
 */
export async function revoked(
  tx: Tx,
  { tenantId, userId, sessionId, keepsRefreshTokens }: RevokedAccess & { tenantId: string },
): Promise<Changed<void>> {
  const { name, email } = await lockUser(tx, tenantId, userId)
  const ended = await endSessionsOf(tx, { tenantId, userId, only: sessionId, keepsRefreshTokens })
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
