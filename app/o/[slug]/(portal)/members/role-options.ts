import type { RoleOption } from '@/components/ui/role-select'
import { may, type OrganizationActor } from '@/lib/access'
import type { ListedMember } from '@/lib/domain/members/listed-members'
import type { MembersPage } from '@/lib/domain/members/list-members'

type Offered = MembersPage['offered']

export function mayChangeRoles(actor: OrganizationActor): boolean {
  return may(actor, 'create:organization_member_roles') || may(actor, 'delete:organization_member_roles')
}

/** What the select of a member’s roles holds: those that may be given, and those she holds, which stay shown. */
export function roleOptions(actor: OrganizationActor, member: ListedMember, offered: Offered): RoleOption[] {
  const held = member.roles ?? []
  const reason = reasonToKeep(actor, member)
  const given = may(actor, 'create:organization_member_roles') ? offered : []
  const beyond = held.filter(({ id }) => !given.some((role) => role.id === id))
  const fixed = reason === null ? {} : { disabledReason: reason }
  return [
    ...beyond.map((role) => ({ ...role, ...fixed })),
    ...given.map(({ id, name, description }) => ({
      id,
      name,
      description,
      ...(held.some((role) => role.id === id) ? fixed : {}),
    })),
  ]
}

/** Why the actor may not take a role from her, or null. */
function reasonToKeep(actor: OrganizationActor, member: ListedMember): string | null {
  if (!may(actor, 'delete:organization_member_roles')) return 'You can give roles, but not take them.'
  if (!member.isWithinReach) return `${member.name} may do more here than you.`
  return null
}
