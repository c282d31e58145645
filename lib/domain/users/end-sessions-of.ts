import type { Tx } from '@/lib/db/prisma'

export interface EndedSessions {
  sessions: string[]
  /** Of sign-ins to applications, whose codes and tokens serve no more. */
  authorizations: string[]
}

interface WhoseSessions {
  tenantId: string
  userId: string
  /** All but this one. */
  keep?: string
  /** This one alone. */
  only?: string | undefined
  /** Whether what was to outlive its session does. */
  keepsRefreshTokens?: boolean | undefined
}

/**
 * Ends what sessions the person has, but for the one to keep, and revokes her sign-ins to applications with them, but
 * for those that began in the kept one; refresh tokens that were to outlive their session too, unless said. Returns the
 * ids.
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
