import type { SelfAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { change, withEvents } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { providerSession, type ProviderSession } from './open-session'

export function endOtherSessions(access: SelfAccess): Promise<number> {
  const { tenantId, userId, sessionId } = access
  return change(access, async (tx) => {
    const ended = await endSessionsOf(tx, { tenantId, userId, keep: sessionId })
    return withEvents(ended.sessions.length, eventsOf(ended, userId))
  })
}

function eventsOf({ sessions, authorizations }: EndedSessions, userId: string): Event[] {
  const events: Event[] = sessions.map((id) => ({ type: 'session.ended', target: { kind: 'session', id } }))
  if (authorizations.length === 0) return events
  const details = { applicationsLeft: authorizations.length }
  return [...events, { type: 'application.tokens_revoked', target: { kind: 'user', id: userId }, details }]
}

/** A session at a provider that outlives ours, and that signing out should end too. */
export interface StillSignedIn {
  connectionId: string
  providerSession: ProviderSession
}

/** @throws DomainError not_found when it belongs to another user, or has ended */
export function endSession(access: SelfAccess, sessionId: string): Promise<StillSignedIn | null> {
  const { tenantId, userId } = access
  return change(access, async (tx) => {
    const [ended] = await tx.$queryRaw<EndedSession[]>`
      UPDATE sessions s SET ended_at = now()
      WHERE s.tenant_id = ${tenantId} AND s.id = ${sessionId} AND s.user_id = ${userId} AND s.ended_at IS NULL
      RETURNING s.connection_id AS "connectionId", s.provider_session AS "providerSession", (
        SELECT c.options->'signsOutThere' = 'true' FROM connections c
        WHERE c.tenant_id = ${tenantId} AND c.id = s.connection_id) AS "signsOutThere"`
    if (!ended) throw notFound()
    return {
      result: stillSignedIn(ended),
      events: [{ type: 'session.ended', target: { kind: 'session', id: sessionId } }],
    }
  })
}

interface EndedSession {
  connectionId: string
  providerSession: unknown
  signsOutThere: boolean | null
}

function stillSignedIn({ connectionId, providerSession: stored, signsOutThere }: EndedSession) {
  return stored !== null && signsOutThere === true
    ? { connectionId, providerSession: providerSession.parse(stored) }
    : null
}

export interface EndedSessions {
  sessions: string[]
  authorizations: string[]
}

interface SessionsToEnd {
  tenantId: string
  userId: string
  keep?: string
  /** If undefined, all. */
  only?: readonly string[] | undefined
  /** Whether refresh tokens that outlive their session stay valid. */
  keepsRefreshTokens?: boolean | undefined
}

/** Also pending sign-ins; and sign-ins to applications, except those that began in the kept session. */
export async function endSessionsOf(
  tx: Tx,
  { tenantId, userId, keep = '', only, keepsRefreshTokens = false }: SessionsToEnd,
): Promise<EndedSessions> {
  const among = only === undefined ? null : [...only]
  const sessions = await tx.$queryRaw<{ id: string }[]>`
    WITH pending AS (
      DELETE FROM pending_sign_ins
      WHERE tenant_id = ${tenantId} AND user_id = ${userId} AND ${among}::text[] IS NULL)
    UPDATE sessions SET ended_at = now()
    WHERE tenant_id = ${tenantId} AND user_id = ${userId} AND ended_at IS NULL AND id <> ${keep}
      AND (${among}::text[] IS NULL OR id = ANY(${among}::text[]))
    RETURNING id`
  const authorizations = await tx.$queryRaw<{ id: string }[]>`
    UPDATE authorizations SET revoked_at = now()
    WHERE tenant_id = ${tenantId} AND user_id = ${userId} AND revoked_at IS NULL AND expires_at > now()
      AND session_id <> ${keep} AND (${among}::text[] IS NULL OR session_id = ANY(${among}::text[]))
      AND NOT (offline AND ${keepsRefreshTokens})
    RETURNING id`
  return { sessions: sessions.map(({ id }) => id), authorizations: authorizations.map(({ id }) => id) }
}

export function countOf({ sessions, authorizations }: EndedSessions) {
  return { sessionsEnded: sessions.length, applicationsLeft: authorizations.length }
}
