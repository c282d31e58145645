import type { Tx } from '@/lib/db/prisma'

export interface EndedSessions {
  sessions: string[]
  /** Ids of sign-ins to applications whose codes and tokens no longer work. */
  authorizations: string[]
}

interface WhoseSessions {
  tenantId: string
  userId: string
  /** End all sessions except this one. */
  keep?: string
  /** End only this session. */
  only?: string | undefined
  /** Whether refresh tokens that outlive their session stay valid. */
  keepsRefreshTokens?: boolean | undefined
}

/**
 * Ends the user’s sessions, except the one to keep, and revokes the user’s sign-ins to applications, except those that
 * began in the kept session. Refresh tokens that outlive their session are revoked too, unless `keepsRefreshTokens`.
 * Returns the ids.
 */
export async function endSessionsOf(
  tx: Tx,
  { tenantId, userId, keep = '', only, keepsRefreshTokens = false }: WhoseSessions,
): Promise<EndedSessions> {
  const one = only ?? null
  const sessions = await tx.$queryRaw<{ id: string }[]>`
    UPDATE sessions SET ended_at = now()
    WHERE tenant_id = ${tenantId} AND user_id = ${userId} AND ended_at IS NULL AND id <> ${keep}
      AND (${one}::text IS NULL OR id = ${one})
    RETURNING id`
  const authorizations = await tx.$queryRaw<{ id: string }[]>`
    UPDATE authorizations SET revoked_at = now()
    WHERE tenant_id = ${tenantId} AND user_id = ${userId} AND revoked_at IS NULL AND expires_at > now()
      AND session_id <> ${keep} AND (${one}::text IS NULL OR session_id = ${one})
      AND NOT (offline AND ${keepsRefreshTokens})
    RETURNING id`
  return { sessions: sessions.map(({ id }) => id), authorizations: authorizations.map(({ id }) => id) }
}

/** For the details of an event. */
export function countOf({ sessions, authorizations }: EndedSessions) {
  return { sessionsEnded: sessions.length, applicationsLeft: authorizations.length }
}
