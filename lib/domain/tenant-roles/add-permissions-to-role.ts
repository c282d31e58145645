import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { findPermissions, type WantedPermission } from '../apis/find-permissions'
import { permissionsChanged } from '../apis/permissions-changed'
import { lockTenantRole } from './read-tenant-role'
import { touchRole } from './touch-role'

const most = 1000

/**
 * Puts permissions of any API into a tenant role. Answers how many it did not have yet.
 * @throws DomainError not_found, too_many
 */
export function addPermissionsToRole(
  access: TenantAccess<'update:roles'>,
  { roleId, permissions }: { roleId: string; permissions: readonly WantedPermission[] },
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
