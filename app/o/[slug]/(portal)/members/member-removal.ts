import { may, type OrganizationActor } from '@/lib/access'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import type { MemberRemoval } from './removal-form'

/** Undefined if the actor may not remove the member. Members leave on the home page instead. */
export function memberRemoval(
  actor: OrganizationActor,
  member: MemberDetails,
  organizationName: string,
): MemberRemoval | undefined {
  const { userId, name, isSelf, isWithinReach, pendingInvitations, hasMadeJoinLink } = member
  if (isSelf || !isWithinReach || !may(actor, 'delete:organization_members')) return undefined
  const mayRevoke = may(actor, 'delete:organization_invitations')
  return {
    userId,
    name,
    organizationName,
    invitations: mayRevoke ? pendingInvitations : 0,
    hasJoinLink: mayRevoke && hasMadeJoinLink,
  }
}
