import type { Event } from '@/lib/db/events'
import type { OutgoingMail } from '@/lib/db/outgoing-mail'
import { DomainError } from '@/lib/errors'
import { roleNames, type ChangedMember } from './member-change'

/** @throws DomainError not_yours_to_give for a member who may do more than the actor */
export function assertMayRemove({ name, isWithinReach }: ChangedMember): void {
  if (isWithinReach) return
  throw new DomainError(
    'not_yours_to_give',
    `${name} may do more here than you, so you cannot remove ${name}.`,
  )
}

export function removedEvent({ id, name, email, roles }: ChangedMember): Event {
  return {
    type: 'member.removed',
    target: { kind: 'user', id, name, email },
    details: { before: roleNames(roles), after: null },
  }
}

/** The email that tells the member. */
export function removedMail({ email }: ChangedMember, organizationId: string): OutgoingMail {
  return { template: 'member_removed', to: email, organizationId }
}
