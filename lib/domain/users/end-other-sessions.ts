import type { SelfAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/doors'
import type { Event } from '@/lib/db/events'
import { endSessionsOf } from './end-sessions-of'
import { lockPerson } from './lock-person'

/** Ends all of a person’s sessions but the one she is in; returns how many. */
export function endOtherSessions(access: SelfAccess): Promise<number> {
  const { tenantId, userId, sessionId } = access
  return change(access, async (tx) => {
    await lockPerson(tx, tenantId, userId)
    const [first, ...others] = (await endSessionsOf(tx, { tenantId, userId, keep: sessionId })).map(ended)
    return first ? { result: others.length + 1, events: [first, ...others] } : unchanged(0)
  })
}

function ended(id: string): Event {
  return { type: 'session.ended', target: { kind: 'session', id } }
}
