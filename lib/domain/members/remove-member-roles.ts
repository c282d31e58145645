import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { replaceMemberRoles } from './replace-member-roles'
import { assertOwnerLeft, getChangedMember, readMemberChange } from './member-change'

type Access = OrganizationAccess<'delete:organization_member_roles'>
interface Unwanted {
  userId: string
  roles: readonly string[]
}

/**
 * Removes those of these roles that a member holds. Only tenant-level callers may remove a member’s last role.
 * @throws DomainError not_found for a user who is not a member; invalid at `roles`; not_yours_to_give; last_owner
 */
export function removeMemberRoles(access: Access, unwanted: Unwanted): Promise<void> {
  return changeLocked(access, (tx) => takeRoles(tx, access, unwanted))
}

async function takeRoles(tx: Tx, access: Access, { userId, roles }: Unwanted): Promise<ChangeResult<void>> {
  const change = await readMemberChange(tx, access, { users: [userId] })
  const member = getChangedMember(change, userId)
  const taken = member.roles.filter(({ id }) => roles.includes(id))
  const exchanged = await replaceMemberRoles(tx, access, { change, member, given: new Set(), taken })
  assertOwnerLeft(access, change, exchanged.hasOwner)
  const [event] = exchanged.events
  if (!event) return unchanged(undefined)
  if (!access.isTenantLevel && exchanged.roles.length === 0)
    throw new DomainError('invalid', 'A member needs at least one role.', { field: 'roles' })
  return { result: undefined, events: [event] }
}
