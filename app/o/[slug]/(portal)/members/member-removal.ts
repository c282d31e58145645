import { may, type OrganizationActor } from '@/lib/access'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import type { Revocable } from './revocation-choice'

/** Undefined if the actor may not remove the member. Members leave on the home page instead. */
export function memberRemoval(actor: OrganizationActor, member: MemberDetails): Revocable | undefined {
  const { isSelf, isWithinReach, pendingInvitations, hasMadeJoinLink } = member
  if (
    isSelf ||
    !isWithinReach ||
    isKeptByDirectory(actor, member) ||
    !may(actor, 'delete:organization_members')
  )
    return undefined
  const mayRevoke = may(actor, 'delete:organization_invitations')
  return {
    invitations: mayRevoke ? pendingInvitations : 0,
    hasJoinLink: mayRevoke && hasMadeJoinLink,
  }
}

/** A directory suspends and removes the members that it manages; operators can, too. */
export function isKeptByDirectory(actor: OrganizationActor, { isManaged }: MemberDetails): boolean {
  return isManaged && actor.isTenantLevel !== true
}
