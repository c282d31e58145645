import type { Event } from '@/lib/db/events'

/** By the deletion of a role. */
export interface ChangedLink {
  id: string
  /** Names of roles. */
  before: string[]
  after: string[]
  /** Null if it was not ended. */
  end: 'replaced' | 'turned_off' | null
}

export function joinLinkEvent({ id, before, after, end }: ChangedLink, newLinkId?: string): Event {
  return {
    type: end === 'turned_off' ? 'join_link.turned_off' : 'join_link.changed',
    target: { kind: 'join_link', id },
    details: {
      before: { roles: before },
      after: { roles: after },
      ...(end === 'replaced' && newLinkId !== undefined && { replacedBy: newLinkId }),
    },
  }
}

export interface ChangedDomain {
  id: string
  domain: string
}

/** @param roles names of those that people join with; without one they may only ask to join */
export function domainEvents(
  domains: readonly ChangedDomain[],
  roles: { before: string; after: string | null },
): Event[] {
  const after = roles.after === null ? { joining: 'ask' } : { joining: 'join', roles: [roles.after] }
  return domains.map(({ id, domain: name }) => ({
    type: 'domain.joining_changed',
    target: { kind: 'domain', id, name },
    details: { before: { joining: 'join', roles: [roles.before] }, after },
  }))
}
