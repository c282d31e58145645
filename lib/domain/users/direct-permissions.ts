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
import { lockUser, userExists } from './lock-users'
import { assertOperatorLeft } from './operators'

const most = 1000

/** @throws DomainError not_found, too_many */
export function addDirectPermissions(
  access: TenantAccess<'update:users'>,
  { userId, permissions }: { userId: string; permissions: readonly PermissionInput[] },
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

interface Removed {
  userId: string
  permissions: readonly PermissionInput[]
  mustLeaveOperator?: boolean
}

/** @throws DomainError not_found; conflict if no operator is left, if one must be */
export function removeDirectPermissions(
  access: TenantAccess<'update:users'>,
  { userId, permissions, mustLeaveOperator = false }: Removed,
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
      if (mustLeaveOperator) await assertOperatorLeft(tx, tenantId)
      const target = { kind: 'user', id: userId, name, email }
      return permissionsChanged({ type: 'user.permissions_taken', target }, known, taken)
    },
    { users: [userId] },
  )
}

/** @throws DomainError not_found */
export function listPermissionsOf(
  access: TenantAccess<'read:users'>,
  input: OffsetWindow & { userId: string },
): Promise<Omit<Windowed<ListedPermission>, 'next'>> {
  const { tenantId } = access
  const { userId } = input
  return read(access, (tx) =>
    readPage(tx, input, {
      ...listPermissions(sql`user_permissions x`, sql`x.tenant_id = ${tenantId} AND x.user_id = ${userId}`),
      requires: [{ exists: userExists(tenantId, userId) }],
    }),
  )
}
