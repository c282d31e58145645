import type { RoleOption } from '@/components/ui/plain-role-list'
import { may, type OrganizationActor } from '@/lib/access'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import type { MemberRowData } from './member-rows'
import type { Revocable } from './revocation-choice'
import { mayChangeRoles, roleOptions } from './role-options'

/** Marks that are false are left out, to keep the page small. @param shared the result of `sharedOptions` */
export function memberRow(
  actor: OrganizationActor,
  member: MemberDetails,
  shared: RoleOption[],
): MemberRowData {
  const { userId, name, email, picture, roles, joinedAt, lastActiveAt } = member
  const options = mayChangeRoles(actor) ? roleOptions(actor, member, shared) : shared
  return {
    userId,
    name,
    email,
    joinedAt,
    ...(picture && { picture }),
    ...marksOf(actor, member),
    ...(lastActiveAt && { lastActiveAt }),
    ...(roles && { roles: roles.map(({ id, name }) => ({ id, name })) }),
    ...(options !== shared && { options }),
    ...revocableOf(actor, member),
  }
}

function marksOf(actor: OrganizationActor, member: MemberDetails) {
  const { isSelf, isBlocked, isSuspended, isManaged } = member
  return {
    ...(isSelf && { isSelf }),
    ...(isBlocked && { isBlocked }),
    ...(isSuspended && { isSuspended }),
    ...(isManaged && { isManaged }),
    ...(isManageable(actor, member) && { isManageable: true as const }),
  }
}

function revocableOf(actor: OrganizationActor, member: MemberDetails) {
  const { invitations = 0, hasJoinLink = false } = memberRemoval(actor, member) ?? {}
  return { ...(invitations > 0 && { invitations }), ...(hasJoinLink && { hasJoinLink }) }
}

/** Whether rows can be selected: some act applies to several members. */
export function hasBulkActs(actor: OrganizationActor): boolean {
  return mayChangeRoles(actor) || may(actor, 'delete:organization_members')
}

/** Undefined if the actor may not remove the member. People remove themselves by leaving, on the home page. */
export function memberRemoval(actor: OrganizationActor, member: MemberDetails): Revocable | undefined {
  if (!isManageable(actor, member) || !may(actor, 'delete:organization_members')) return undefined
  const mayRevoke = may(actor, 'delete:organization_invitations')
  return {
    invitations: mayRevoke ? member.pendingInvitations : 0,
    hasJoinLink: mayRevoke && member.hasMadeJoinLink,
  }
}

/** A directory suspends and removes the members that it manages; operators can, too. */
function isManageable(
  actor: OrganizationActor,
  { isSelf, isWithinReach, isManaged }: MemberDetails,
): boolean {
  return !isSelf && isWithinReach && (!isManaged || actor.isTenantLevel === true)
}
