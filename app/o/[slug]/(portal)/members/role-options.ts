import type { RoleOption } from '@/components/ui/role-select'
import { may, type OrganizationActor } from '@/lib/access'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import type { AssignableRole } from '@/lib/domain/roles/role-choices'

export function mayChangeRoles(actor: OrganizationActor): boolean {
  return may(actor, 'create:organization_member_roles') || may(actor, 'delete:organization_member_roles')
}

/** The roles that the actor may give to any member. Built once per page: React serializes it only once. */
export function sharedOptions(actor: OrganizationActor, roles: AssignableRole[]): RoleOption[] {
  if (!may(actor, 'create:organization_member_roles')) return []
  return roles.map(({ id, name, description }) => ({ id, name, description }))
}

/** What the select of a member’s roles holds: those that may be given, and those they hold, which stay shown. */
export function roleOptions(
  actor: OrganizationActor,
  member: MemberDetails,
  shared: RoleOption[],
): RoleOption[] {
  const current = member.roles ?? []
  const reason = reasonToKeep(actor, member)
  const beyond = current.filter(({ id }) => !shared.some((role) => role.id === id))
  if (reason === null && beyond.length === 0) return shared
  const fixed = reason === null ? {} : { disabledReason: reason }
  return [
    ...beyond.map((role) => ({ ...role, ...fixed })),
    ...shared.map((role) => (current.some(({ id }) => id === role.id) ? { ...role, ...fixed } : role)),
  ]
}

/** Why the actor may not remove a role from the member, or null. */
function reasonToKeep(actor: OrganizationActor, member: MemberDetails): string | null {
  if (!may(actor, 'delete:organization_member_roles')) return 'You can give roles, but not take them.'
  if (!member.isWithinReach) return `${member.name} may do more here than you.`
  return null
}
