import type { OrganizationAccess } from '@/lib/access'
import { type ChangeResult, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { type ChangedMember, readMemberChange } from '../members/member-change'
import { applyRoleDifferences, type ChangedRoles, differenceOf } from '../members/role-differences'
import { defaultRoleOf } from './default-role'

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
