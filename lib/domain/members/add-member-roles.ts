import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { replaceMemberRoles } from './replace-member-roles'
import { getChangedMember, readMemberChange } from './member-change'

/**
 * Adds these roles to those that a member holds, all or none.
 * @throws DomainError not_found for a user who is not a member; not_yours_to_give; conflict beyond 50; UnknownRoles
 */
export function addMemberRoles(
  access: OrganizationAccess<'create:organization_member_roles'>,
  { userId, roles }: { userId: string; roles: readonly string[] },
): Promise<void> {
  return changeLocked(access, async (tx) => {
    const change = await readMemberChange(tx, access, { users: [userId], roles })
    const member = getChangedMember(change, userId)
    const permissions = new Set(member.roles.map(({ id }) => id))
    const given = new Set(roles.filter((id) => !permissions.has(id)))
    const { events } = await replaceMemberRoles(tx, access, { change, member, given, taken: [] })
    const [event] = events
    return event ? { result: undefined, events: [event] } : unchanged(undefined)
  })
}
