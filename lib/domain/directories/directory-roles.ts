import type { OrganizationAccess } from '@/lib/access'
import { type ChangeResult, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { changeRoles, type ChangedRoles } from '../members/change-member-roles'
import { getDefaultRole } from './default-role'

interface Affected {
  connectionId: string
  /** Ids of the members. */
  users: readonly string[]
  /** Roles that were mapped until now. */
  former?: readonly string[]
}

interface Row {
  userId: string
  present: string[]
  /** Of the groups that the member is in. */
  given: string[]
}

/**
 * Of the roles that groups of the directory give, members have exactly those of their own groups; the others stay. In
 * changeLocked() only. @throws DomainError not_yours_to_give, last_owner
 */
export async function syncDirectoryRoles(
  tx: Tx,
  access: OrganizationAccess,
  { connectionId, users, former = [] }: Affected,
): Promise<ChangeResult<ChangedRoles[]>> {
  if (users.length === 0) return unchanged([])
  const mapped = new Set([...(await mappedRoles(tx, access, connectionId)), ...former])
  const changes = (await readRows(tx, access, users)).flatMap(({ userId, present, given }) => {
    const replace = [...new Set([...present.filter((id) => !mapped.has(id)), ...given])]
    return isSame(present, replace) ? [] : [{ userId, replace }]
  })
  if (changes.length === 0) return unchanged([])
  const isBare = changes.some(({ replace }) => replace.length === 0)
  const fallback = isBare ? [(await getDefaultRole(tx, access)).id] : []
  return changeRoles(
    tx,
    access,
    changes.map(({ userId, replace }) => ({
      userId,
      replace: replace.length === 0 ? fallback : replace,
      isByGroups: true,
    })),
  )
}

async function mappedRoles(
  tx: Tx,
  { tenantId, organizationId }: OrganizationAccess,
  connectionId: string,
): Promise<string[]> {
  const rows = await tx.directoryGroupRole.findMany({
    where: { tenantId, organizationId, group: { connectionId } },
    select: { roleId: true },
    distinct: ['roleId'],
  })
  return rows.map(({ roleId }) => roleId)
}

function readRows(
  tx: Tx,
  { tenantId, organizationId }: OrganizationAccess,
  users: readonly string[],
): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    SELECT m.user_id AS "userId", ARRAY(
      SELECT mr.role_id FROM member_roles mr
      WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
      ORDER BY mr.role_id) AS present, ARRAY(
      SELECT DISTINCT gr.role_id FROM directory_users u
      JOIN directory_group_members gm ON gm.tenant_id = u.tenant_id AND gm.organization_id = u.organization_id
        AND gm.directory_user_id = u.id
      JOIN directory_group_roles gr ON gr.tenant_id = gm.tenant_id AND gr.organization_id = gm.organization_id
        AND gr.group_id = gm.group_id
      WHERE u.tenant_id = m.tenant_id AND u.organization_id = m.organization_id AND u.user_id = m.user_id
      ORDER BY 1) AS given
    FROM members m
    WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ANY (${[...users]})
    ORDER BY m.user_id`
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id))
}
