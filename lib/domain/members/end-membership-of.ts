import type { OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { OutgoingMail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { endMembership } from './end-membership'
import { memberWithRoles, roleNames, type MemberWithRoles } from './member-with-roles'
import type { Reach } from './reach'

export interface EndedMembership {
  member: MemberWithRoles
  event: Event
  /** That tells her. */
  mail: OutgoingMail
}

/**
 * Ends another’s membership with its roles.
 * @param reach the actor’s before it ended any, her own for instance
 * @throws DomainError not_found, not_yours_to_give (she may do more than the actor)
 */
export async function endMembershipOf(
  tx: Tx,
  access: OrganizationAccess<'delete:organization_members'>,
  { userId, reach }: { userId: string; reach: Reach },
): Promise<EndedMembership> {
  const member = await memberWithRoles(tx, access, userId)
  if (!reach.members.has(userId)) throw beyond(member.name)
  await endMembership(tx, access, userId)
  const { name, email, roles } = member
  return {
    member,
    event: {
      type: 'member.removed',
      target: { kind: 'user', id: userId, name, email },
      details: { before: roleNames(roles), after: null },
    },
    mail: { template: 'member_removed', to: email, organizationId: access.organizationId },
  }
}

function beyond(name: string): DomainError {
  return new DomainError(
    'not_yours_to_give',
    `${name} may do more here than you, so you cannot remove ${name}.`,
  )
}
