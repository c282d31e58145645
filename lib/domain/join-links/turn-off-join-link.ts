import type { OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import { change } from '@/lib/db/transaction'
import { endJoinLink, lockJoinLink } from './lock-join-link'

/** @throws DomainError not_found, gone */
export function turnOffJoinLink(
  access: OrganizationAccess<'delete:organization_invitations'>,
  id: string,
): Promise<void> {
  return change(access, async (tx) => {
    await lockJoinLink(tx, access, id)
    await endJoinLink(tx, access, { id, as: 'turned_off' })
    return { result: undefined, events: [turnedOffEvent(id)] }
  })
}

export function turnedOffEvent(id: string): Event {
  return { type: 'join_link.turned_off', target: { kind: 'join_link', id } }
}
