import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { replaceMemberRoles } from './replace-member-roles'
import { assertOwnerLeft, getChangedMember, readMemberChange } from './member-change'

type Access = OrganizationAccess<'read:organization_member_roles'>
export interface RolesInput {
  userId: string
  /** Ids of all the roles that the member holds after the change. */
  roles: readonly string[]
}
interface Outcome {
  name: string
  roles: string[]
}

/**
 * Replaces the roles of a member, by adding and removing the difference. Adding requires
 * create:organization_member_roles, removing requires delete:organization_member_roles.
 * @throws DomainError not_found, invalid (no role at all), not_yours_to_give, last_owner
 */
export function changeMemberRoles(access: Access, input: RolesInput): Promise<Outcome> {
  return changeLocked(access, (tx) => changeRoles(tx, access, input))
}

async function changeRoles(
  tx: Tx,
  access: Access,
  { userId, roles: input }: RolesInput,
): Promise<ChangeResult<Outcome>> {
  const change = await readMemberChange(tx, access, { users: [userId], roles: input })
  const member = getChangedMember(change, userId)
  if (input.length === 0) throw new DomainError('invalid', 'A member needs at least one role.')
  const kept = member.roles.filter(({ id }) => input.includes(id))
  const taken = member.roles.filter((role) => !kept.includes(role))
  const given = new Set(input.filter((id) => !kept.some((role) => role.id === id)))
  const { roles, hasOwner, events } = await replaceMemberRoles(tx, access, { change, member, given, taken })
  assertOwnerLeft(access, change, hasOwner)
  const result = { name: member.name, roles }
  const [event] = events
  return event ? { result, events: [event] } : unchanged(result)
}
