import type { RoleOption } from '@/components/ui/plain-role-list'
import { may, type OrganizationActor } from '@/lib/access'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import type { AssignableRole } from '@/lib/domain/roles/role-choices'

export function mayChangeRoles(actor: OrganizationActor): boolean {
  return may(actor, 'create:organization_member_roles') || may(actor, 'delete:organization_member_roles')
}

/** Built once per page, so that React serializes it once. */
export function sharedOptions(actor: OrganizationActor, roles: AssignableRole[]): RoleOption[] {
  if (!may(actor, 'create:organization_member_roles')) return []
  return roles.map(({ id, name, description, isOwner }) => ({ id, name, description, isOwner }))
}

/** Roles that only the member’s directory assigns and removes are shown, but disabled. */
export function roleOptions(
  actor: OrganizationActor,
  member: MemberDetails,
  shared: RoleOption[],
): RoleOption[] {
  const options = ownOptions(actor, member, shared)
  if (member.managedRoles.length === 0 || actor.isTenantLevel) return options
  return options.map((role) =>
    member.managedRoles.includes(role.id)
      ? { ...role, disabledReason: 'Your directory decides who has this role.' }
      : role,
  )
}

function ownOptions(actor: OrganizationActor, member: MemberDetails, shared: RoleOption[]): RoleOption[] {
  const current = member.roles ?? []
  const reason = whyNotRemovable(actor, member)
  const beyond = current.filter(({ id }) => !shared.some((role) => role.id === id))
  if (reason === null && beyond.length === 0) return shared
  const fixed = reason === null ? {} : { disabledReason: reason }
  return [
    ...beyond.map((role) => ({ ...role, ...fixed })),
    ...shared.map((role) => (current.some(({ id }) => id === role.id) ? { ...role, ...fixed } : role)),
  ]
}

function whyNotRemovable(actor: OrganizationActor, member: MemberDetails): string | null {
  if (!may(actor, 'delete:organization_member_roles')) return 'You can add roles, but not remove them.'
  if (!member.isWithinReach) return `${member.name} has more permissions here than you.`
  return null
}
