import { unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { countOf, endSessionsOf } from './end-sessions-of'
import { lockUser } from './lock-users'

export interface RevokedAccess {
  userId: string
  /** End only this session; if undefined, all of the user’s sessions and all sign-ins to applications. */
  sessionId?: string | undefined
  /** Whether refresh tokens that outlive their session stay valid. */
  keepsRefreshTokens: boolean
}

/**
 * Ends a user’s sessions, or one of them, and returns an event if something was ended. A sign-in of the user at the
 * same moment waits for it.
 * @throws DomainError not_found
 */
export async function revoked(
  tx: Tx,
  { tenantId, userId, sessionId, keepsRefreshTokens }: RevokedAccess & { tenantId: string },
): Promise<ChangeResult<void>> {
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
