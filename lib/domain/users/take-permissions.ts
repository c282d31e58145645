import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { findPermissions, type WantedPermission } from '../apis/find-permissions'
import { permissionsChanged } from '../apis/permissions-changed'
import type { PermissionRef } from '../roles/permission-ref'
import { refRows } from '../roles/ref-rows'
import { lockUser } from './lock-users'

/**
 * Takes permissions from a user that were given directly. Answers how many there were.
 * @throws DomainError not_found
 */
export function takePermissions(
  access: TenantAccess<'update:users'>,
  { userId, permissions }: { userId: string; permissions: readonly WantedPermission[] },
): Promise<number> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      const { name, email } = await lockUser(tx, tenantId, userId)
      const known = await findPermissions(tx, tenantId, permissions)
      const taken = await tx.$queryRaw<PermissionRef[]>(sql`
      DELETE FROM user_permissions up
      WHERE up.tenant_id = ${tenantId} AND up.user_id = ${userId} AND (up.api_id, up.name) IN ${refRows(known)}
      RETURNING up.api_id AS "apiId", up.name`)
      if (taken.length === 0) return unchanged(0)
      const target = { kind: 'user', id: userId, name, email }
      return permissionsChanged({ type: 'user.permissions_taken', target }, known, taken)
    },
    { users: [userId] },
  )
}
