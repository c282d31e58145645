import type { Event } from '@/lib/db/events'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'
import { type ChangedMember, roleNames } from './member-change'

export interface EndedMemberships {
  /** How many. */
  ended: number
  /** The invitations that were revoked with them. */
  revoked: { id: string; email: string }[]
  hasOwner: boolean
}

/**
 * Deletes a membership; its roles go with it.
 * @throws DomainError not_found for whoever is no member there
 */
export async function endMembership(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<{ hasOwner: boolean }> {
  const { ended, hasOwner } = await endMemberships(tx, organizationId, { users: [userId] })
  if (ended === 0) throw notFound()
  return { hasOwner }
}

/**
 * Deletes memberships with their roles. Open invitations that the members sent stay, limited to the permissions that the
 * members have now.
 */
export async function endMemberships(
  tx: Tx,
  organizationId: string,
  { users, revokes = false }: { users: readonly string[]; revokes?: boolean },
): Promise<EndedMemberships> {
  const [row] = await tx.$queryRaw<[{ ended: EndedMemberships }]>`
    SELECT foyer.end_memberships(${organizationId}, ${[...users]}::text[], ${revokes}) AS ended`
  return row.ended
}

/** @throws DomainError not_yours_to_give for a member who may do more than the actor */
export function assertMayRemove({ name, isWithinReach }: ChangedMember): void {
  if (isWithinReach) return
  throw new DomainError(
    'not_yours_to_give',
    `${name} has more permissions here than you, so you cannot remove ${name}.`,
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
export function removedEmail({ email }: ChangedMember, organizationId: string): OutgoingEmail {
  return { template: 'member_removed', to: email, organizationId }
}
