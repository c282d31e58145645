import type { SelfAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import { endSessionsOf, type EndedSessions } from './end-sessions-of'

/**
 * Ends all of the user’s sessions except the current one, and the application tokens that came from them; returns the
 * number of sessions.
 */
export function endOtherSessions(access: SelfAccess): Promise<number> {
  const { tenantId, userId, sessionId } = access
  return change(access, async (tx) => {
    const ended = await endSessionsOf(tx, { tenantId, userId, keep: sessionId })
    const [first, ...others] = eventsOf(ended, userId)
    return first ? { result: ended.sessions.length, events: [first, ...others] } : unchanged(0)
  })
}

function eventsOf({ sessions, authorizations }: EndedSessions, userId: string): Event[] {
  const events: Event[] = sessions.map((id) => ({ type: 'session.ended', target: { kind: 'session', id } }))
  if (authorizations.length === 0) return events
  const details = { applicationsLeft: authorizations.length }
  return [...events, { type: 'application.tokens_revoked', target: { kind: 'user', id: userId }, details }]
}
