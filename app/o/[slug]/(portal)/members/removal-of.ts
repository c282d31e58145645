import { may, type OrganizationActor } from '@/lib/access'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import type { Removal } from './removal-form'

/** What removing this member would be; undefined where the actor may not. Oneself one leaves, on the home page. */
export function removalOf(
  actor: OrganizationActor,
  member: MemberDetails,
  organizationName: string,
): Removal | undefined {
  const { userId, name, isSelf, isWithinReach, pendingInvitations } = member
  if (isSelf || !isWithinReach || !may(actor, 'delete:organization_members')) return undefined
  const invitations = may(actor, 'delete:organization_invitations') ? pendingInvitations : 0
  return { userId, name, organizationName, invitations }
}
