import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { findPermissions, type WantedPermission } from '../apis/find-permissions'
import { permissionsChanged } from '../apis/permissions-changed'
import type { PermissionRef } from '../roles/permission-ref'
import { refRows } from '../roles/ref-rows'
import { lockTenantRole } from './read-tenant-role'
import { touchRole } from './touch-role'

/**
 * Takes permissions out of a tenant role. Answers how many it had.
 * @throws DomainError not_found
 */
export function removePermissionsFromRole(
  access: TenantAccess<'update:roles'>,
  { roleId, permissions }: { roleId: string; permissions: readonly WantedPermission[] },
): Promise<number> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      const role = await lockTenantRole(tx, tenantId, roleId)
      const known = await findPermissions(tx, tenantId, permissions)
      const removed = await tx.$queryRaw<PermissionRef[]>(sql`
      DELETE FROM role_permissions rp
      WHERE rp.tenant_id = ${tenantId} AND rp.role_id = ${roleId} AND (rp.api_id, rp.name) IN ${refRows(known)}
      RETURNING rp.api_id AS "apiId", rp.name`)
      if (removed.length === 0) return unchanged(0)
      await touchRole(tx, tenantId, roleId)
      const target = { kind: 'role', id: roleId, name: role.name }
      return permissionsChanged({ type: 'role.permissions_removed', target }, known, removed)
    },
    { roles: [roleId] },
  )
}
