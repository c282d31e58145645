import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

/** Ids of the members that it may give roles to, for a change that locks them first. Empty for an unknown group. */
export function usersInGroup(
  access: OrganizationAccess,
  connectionId: string,
  id: string,
): Promise<string[]> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<{ userId: string }[]>`
      SELECT u.user_id AS "userId" FROM directory_group_members gm
      JOIN directory_users u
        ON u.tenant_id = gm.tenant_id AND u.organization_id = gm.organization_id AND u.id = gm.directory_user_id
      WHERE gm.tenant_id = ${tenantId} AND gm.organization_id = ${organizationId} AND gm.group_id = ${id}
        AND u.connection_id = ${connectionId}`
    return rows.map(({ userId }) => userId)
  })
}
