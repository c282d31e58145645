import { may, type OrganizationActor } from '@/lib/access'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import type { Revocable } from './revocation-choice'
import { mayChangeRoles } from './role-options'

export interface SelectableMember extends Revocable {
  userId: string
  isSuspended: boolean
  /** Ids of their roles. */
  roles: string[]
}

/** The other members that the actor may change; null if the actor may change no members. */
export function selectableMembers(
  actor: OrganizationActor,
  members: readonly MemberDetails[],
): SelectableMember[] | null {
  if (!mayChangeRoles(actor) && !may(actor, 'delete:organization_members')) return null
  const mayRevoke = may(actor, 'delete:organization_invitations')
  return members
    .filter(({ isSelf, isWithinReach }) => !isSelf && isWithinReach)
    .map(({ userId, isSuspended, roles, pendingInvitations, hasMadeJoinLink }) => ({
      userId,
      isSuspended,
      roles: (roles ?? []).map(({ id }) => id),
      invitations: mayRevoke ? pendingInvitations : 0,
      hasJoinLink: mayRevoke && hasMadeJoinLink,
    }))
}
