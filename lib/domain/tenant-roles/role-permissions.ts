import type { TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { change, read, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import {
  findPermissions,
  type ListedPermission,
  listPermissions,
  type PermissionInput,
} from '../apis/find-permissions'
import { permissionsChanged } from '../apis/permission-changes'
import { readPage } from '../read-page'
import { type PermissionRef, refRows } from '../roles/permission-ref'
import type { OffsetWindow, Windowed } from '../window'
import { lockTenantRole, roleExists, touchRole } from './read-tenant-role'

const most = 1000

/** Returns how many it did not have. @throws DomainError not_found, too_many */
export function addPermissionsToRole(
  access: TenantAccess<'update:roles'>,
  { roleId, permissions }: { roleId: string; permissions: readonly PermissionInput[] },
): Promise<number> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      const role = await lockTenantRole(tx, tenantId, roleId)
      const known = await findPermissions(tx, tenantId, permissions)
      const added = await tx.rolePermission.createManyAndReturn({
        data: known.map(({ apiId, name }) => ({ roleId, usableIn: '*', apiId, name })),
        select: { apiId: true, name: true },
        skipDuplicates: true,
      })
      if (added.length === 0) return unchanged(0)
      if ((await tx.rolePermission.count({ where: { tenantId, roleId } })) > most)
        throw new DomainError('too_many', `A role can have at most ${most} permissions.`)
      await touchRole(tx, tenantId, roleId)
      const target = { kind: 'role', id: roleId, name: role.name }
      return permissionsChanged({ type: 'role.permissions_added', target }, known, added)
    },
    { roles: [roleId] },
  )
}

/** Returns how many it had. @throws DomainError not_found */
export function removePermissionsFromRole(
  access: TenantAccess<'update:roles'>,
  { roleId, permissions }: { roleId: string; permissions: readonly PermissionInput[] },
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

/** @throws DomainError not_found */
export function listRolePermissions(
  access: TenantAccess<'read:roles'>,
  input: OffsetWindow & { roleId: string },
): Promise<Omit<Windowed<ListedPermission>, 'next'>> {
  const { tenantId } = access
  const { roleId } = input
  return read(access, (tx) =>
    readPage(tx, input, {
      ...listPermissions(sql`role_permissions x`, sql`x.tenant_id = ${tenantId} AND x.role_id = ${roleId}`),
      requires: [{ exists: roleExists(tenantId, roleId) }],
    }),
  )
}
