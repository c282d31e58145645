import type { OrganizationAccess } from '@/lib/access'
import { changeLocked } from '@/lib/db/transaction'
import { changeRoles } from './change-member-roles'
import type { ChangedRoles } from './role-differences'

/**
 * Of several members, all or none of them.
 *
 * @throws DomainError not_found, invalid (no role left), not_yours_to_give, last_owner, conflict; UnknownRoles
 */
export function replaceMemberRoles(
  access: OrganizationAccess<'read:organization_member_roles'>,
  members: readonly { userId: string; replace: readonly string[] }[],
): Promise<ChangedRoles[]> {
  const users = members.map(({ userId }) => userId)
  return changeLocked(access, (tx) => changeRoles(tx, access, members), { users })
}
