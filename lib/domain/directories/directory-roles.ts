import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { type ChangeResult, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import {
  type ChangedMember,
  type MemberChange,
  readMemberChange,
  type RequestedRole,
} from '../members/member-change'
import { applyRoleDifferences, type ChangedRoles, differenceOf } from '../members/role-differences'
import { defaultRoleId } from '../roles/role-choices'

interface Affected {
  connectionId: string
  /** Ids of the members. */
  users: readonly string[]
  /** Roles that were mapped until now. */
  former?: readonly string[]
}

/**
 * Of the roles that groups of the directory give, members have exactly those of their own groups; the others stay. In as
 * many statements for thousands as for one. In changeLocked() only. @throws DomainError not_yours_to_give, last_owner
 */
export async function syncDirectoryRoles(
  tx: Tx,
  access: OrganizationAccess,
  { connectionId, users, former = [] }: Affected,
): Promise<ChangeResult<ChangedRoles[]>> {
  if (users.length === 0) return unchanged([])
  const change = await readMemberChange(tx, access, { users, hasOfferedRoles: true })
  const mapped = new Set([
    ...former,
    ...change.mapped.filter(({ directoryId }) => directoryId === connectionId).map(({ roleId }) => roleId),
  ])
  const differences = change.members.map((member) => {
    const replace = rolesAfter(member, mapped)
    return differenceOf(member, { replace: replace.length > 0 ? replace : [defaultRoleOf(change).id] })
  })
  return applyRoleDifferences(tx, access, { change, differences })
}

function rolesAfter({ roles, directory }: ChangedMember, mapped: ReadonlySet<string>): string[] {
  const others = roles.map(({ id }) => id).filter((id) => !mapped.has(id))
  return [...new Set([...others, ...(directory?.gives ?? [])])]
}

/**
 * What new members get, among the roles that the directory may give. Of a change with all offered roles.
 * @throws DomainError not_yours_to_give
 */
export function defaultRoleOf({ roles }: MemberChange): RequestedRole {
  const id = defaultRoleId(roles.filter(({ isGivable }) => isGivable))
  const role = roles.find((one) => one.id === id)
  if (role) return role
  throw new DomainError(
    'not_yours_to_give',
    'Directory sync may give no role here. Someone with more permissions must take it over in the portal.',
  )
}
