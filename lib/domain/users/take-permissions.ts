import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/doors'
import { among, findPermissions, type WantedPermission } from '../apis/find-permissions'
import type { PermissionRef } from '../roles/permission-ref'
import { permissionNames } from '../roles/role-permissions'
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
  return change(access, async (tx) => {
    const { name, email } = await lockUser(tx, tenantId, userId)
    const known = await findPermissions(tx, tenantId, permissions)
    const taken = await tx.$queryRaw<PermissionRef[]>`
      DELETE FROM user_permissions up
      WHERE up.tenant_id = ${tenantId} AND up.user_id = ${userId} AND (up.api_id, up.name) IN (
        SELECT * FROM unnest(${known.map(({ apiId }) => apiId)}::text[], ${known.map((one) => one.name)}::text[]))
      RETURNING up.api_id AS "apiId", up.name`
    if (taken.length === 0) return unchanged(0)
    return {
      result: taken.length,
      events: [
        {
          type: 'user.permissions_taken',
          target: { kind: 'user', id: userId, name, email },
          details: { permissions: permissionNames(among(known, taken)) },
        },
      ],
    }
  })
}
