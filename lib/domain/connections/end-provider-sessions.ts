import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { bypassRowSecurity, change, withEvents } from '@/lib/db/transaction'
import { sha256Hex } from '../crypto/digest'
import { countOf, endSessionsOf } from '../users/end-sessions'
import { insertSamlArtifact, secondsRemembered } from './saml-responses'

interface ProviderSessions {
  connectionId: string
  /** Of the logout request. */
  requestId: string
  nameId: string
  /** Only these; all of the NameID if there are none. */
  sessionIndexes: readonly string[]
}

/**
 * Ends the sessions that this connection opened, with the sign-ins to applications that began in them, and sign-ins that wait
 * for a code; refresh tokens for offline access stay. Call it for a checked request only. Returns how many ended; null for a
 * request that came before.
 */
export function endProviderSessions(tenantId: string, request: ProviderSessions): Promise<number | null> {
  const { connectionId, requestId } = request
  const access = bypassRowSecurity('a SAML identity provider signs a user out', tenantId)
  return change(access, async (tx) => {
    const idHash = sha256Hex(JSON.stringify([connectionId, requestId]))
    await insertSamlArtifact(tx, { kind: 'SamlLogout', idHash, payload: {}, seconds: secondsRemembered })
    // Before the sessions are read: a sign-in that is completed at this moment has opened one by then.
    await deletePending(tx, tenantId, request)
    const found = await findSessions(tx, tenantId, request)
    const events: Event[] = []
    for (const [userId, sessions] of Map.groupBy(found, (one) => one.userId))
      events.push(...(await endSessionsOfUser(tx, { tenantId, userId, connectionId, sessions })))
    return withEvents(found.length, events)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) return null
    throw error
  })
}

/** Of users who still have to enter a code. */
function deletePending(
  tx: Tx,
  tenantId: string,
  { connectionId, nameId, sessionIndexes }: ProviderSessions,
): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM pending_sign_ins
    WHERE tenant_id = ${tenantId} AND connection_id = ${connectionId}
      AND saml IS NOT NULL AND saml->'session'->>'nameId' = ${nameId}
      AND (${sessionIndexes.length === 0} OR saml->'session'->>'sessionIndex' = ANY(${[...sessionIndexes]}))`
}

interface FoundSession {
  id: string
  userId: string
  organizationId: string | null
}

/** A session of another connection is never among them, even of a user with the same NameID. */
function findSessions(
  tx: Tx,
  tenantId: string,
  { connectionId, nameId, sessionIndexes }: ProviderSessions,
): Promise<FoundSession[]> {
  return tx.$queryRaw<FoundSession[]>`
    SELECT s.id, s.user_id AS "userId", c.organization_id AS "organizationId"
    FROM sessions s
    JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = ${connectionId}
    WHERE s.tenant_id = ${tenantId} AND s.connection_id = ${connectionId} AND s.ended_at IS NULL
      AND s.provider_session IS NOT NULL AND s.provider_session->>'nameId' = ${nameId}
      AND (${sessionIndexes.length === 0} OR s.provider_session->>'sessionIndex' = ANY(${[...sessionIndexes]}))
    ORDER BY s.id FOR UPDATE OF s`
}

interface Ended {
  tenantId: string
  userId: string
  connectionId: string
  sessions: readonly FoundSession[]
}

async function endSessionsOfUser(
  tx: Tx,
  { tenantId, userId, connectionId, sessions }: Ended,
): Promise<Event[]> {
  const only = sessions.map(({ id }) => id)
  const ended = await endSessionsOf(tx, { tenantId, userId, only, keepsRefreshTokens: true })
  const { applicationsLeft } = countOf(ended)
  return sessions.map(({ id, organizationId }) => ({
    type: 'session.ended_by_provider',
    actor: { kind: 'user', id: userId },
    target: { kind: 'session', id },
    details: { connectionId, applicationsLeft },
    ...(organizationId === null ? {} : { organizationId }),
  }))
}
