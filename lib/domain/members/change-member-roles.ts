import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, type ChangeResult } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { assertRolesNotManaged } from '../directories/assert-not-managed'
import { readMemberChange } from './member-change'
import {
  applyRoleDifferences,
  type ChangedRoles,
  differenceOf,
  type RoleIds,
  withoutRole,
} from './role-differences'

/** Adding a role that the member has, or removing one that they do not have, changes nothing. */
interface MemberRolesInput extends RoleIds {
  userId: string
}

/**
 * Emails the member, unless at tenant level.
 * @throws DomainError not_found, invalid (no role left), not_yours_to_give, last_owner, conflict; UnknownRoles
 */
export function changeMemberRoles(
  access: OrganizationAccess<'create:organization_member_roles'>,
  input: { userId: string; add: readonly string[] },
): Promise<ChangedRoles>
export function changeMemberRoles(
  access: OrganizationAccess<'delete:organization_member_roles'>,
  input: { userId: string; remove: readonly string[] },
): Promise<ChangedRoles>
export function changeMemberRoles(
  access: OrganizationAccess<'read:organization_member_roles'>,
  input: { userId: string; replace: readonly string[] },
): Promise<ChangedRoles>
export async function changeMemberRoles(
  access: OrganizationAccess,
  input: MemberRolesInput,
): Promise<ChangedRoles> {
  const users = [input.userId]
  const [changed] = await changeLocked(access, (tx) => changeRoles(tx, access, [input]), { users })
  if (!changed) throw notFound()
  return changed
}

/** All or none of them. In changeLocked() only. */
async function changeRoles(
  tx: Tx,
  access: OrganizationAccess,
  inputs: readonly MemberRolesInput[],
): Promise<ChangeResult<ChangedRoles[]>> {
  const users = inputs.map(({ userId }) => userId)
  const roles = [...new Set(inputs.flatMap(({ add, replace }) => replace ?? add ?? []))]
  const change = await readMemberChange(tx, access, { users, roles })
  const known = new Map(change.members.map((member) => [member.id, member]))
  const differences = inputs.map((input) => {
    const member = known.get(input.userId)
    if (!member) throw notFound()
    return differenceOf(member, input)
  })
  if (inputs.some(({ replace }) => replace?.length === 0)) throw withoutRole()
  assertRolesNotManaged(access, change, differences)
  return applyRoleDifferences(tx, access, { change, differences })
}

/**
 * Of several members, all or none of them.
 * @throws DomainError not_found, invalid (no role left), not_yours_to_give, last_owner, conflict; UnknownRoles
 */
export function replaceMemberRoles(
  access: OrganizationAccess<'read:organization_member_roles'>,
  members: readonly { userId: string; replace: readonly string[] }[],
): Promise<ChangedRoles[]> {
  const users = members.map(({ userId }) => userId)
  return changeLocked(access, (tx) => changeRoles(tx, access, members), { users })
}
