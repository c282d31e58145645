import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { findPermissions, type WantedPermission } from '../apis/find-permissions'
import { permissionsChanged } from '../apis/permissions-changed'
import { lockUser } from './lock-users'

const most = 1000

/**
 * Gives permissions of any API to a user directly, at tenant level. Returns how many of them are new to the user.
 * @throws DomainError not_found, too_many
 */
export function givePermissions(
  access: TenantAccess<'update:users'>,
  { userId, permissions }: { userId: string; permissions: readonly WantedPermission[] },
): Promise<number> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      const { name, email } = await lockUser(tx, tenantId, userId)
      const known = await findPermissions(tx, tenantId, permissions)
      const given = await tx.userPermission.createManyAndReturn({
        data: known.map((permission) => ({ userId, apiId: permission.apiId, name: permission.name })),
        select: { apiId: true, name: true },
        skipDuplicates: true,
      })
      if (given.length === 0) return unchanged(0)
      if ((await tx.userPermission.count({ where: { tenantId, userId } })) > most)
        throw new DomainError('too_many', `A user can be given at most ${most} permissions directly.`)
      const target = { kind: 'user', id: userId, name, email }
      return permissionsChanged({ type: 'user.permissions_given', target }, known, given)
    },
    { users: [userId] },
  )
}
