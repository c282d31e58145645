import type { RoleOption } from '@/components/ui/plain-role-list'
import { may, type OrganizationActor } from '@/lib/access'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import type { MemberRowData } from './member-row'
import { isKeptByDirectory, memberRemoval } from './member-removal'
import { mayChangeRoles, roleOptions } from './role-options'

/** What is not so is left out, since the page carries each row’s data. @param shared the result of `sharedOptions` */
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
  const { isSelf, isBlocked, isSuspended, isWithinReach, isManaged } = member
  const isReachable = !isSelf && isWithinReach && !isKeptByDirectory(actor, member)
  return {
    ...(isSelf && { isSelf }),
    ...(isBlocked && { isBlocked }),
    ...(isSuspended && { isSuspended }),
    ...(isManaged && { isManaged }),
    ...(isReachable && { isReachable }),
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
