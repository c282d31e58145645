import type { AnyTenantAccess } from '../any-tenant-access'
import { change, unchanged } from '@/lib/db/transaction'
import { findTenantRoles } from './find-tenant-roles'
import { lockUser } from './lock-users'

/**
 * Takes tenant roles from a user, at tenant level; those not held are passed over.
 * @throws DomainError not_found
 */
export function takeTenantRoles(
  access: AnyTenantAccess<'delete:role_members' | 'update:users'>,
  input: { userId: string; roles: readonly string[] },
): Promise<void> {
  const { tenantId } = access
  const { userId } = input
  return change(
    access,
    async (tx) => {
      const { name, email } = await lockUser(tx, tenantId, userId)
      const roles = await findTenantRoles(tx, tenantId, input.roles)
      const taken = await tx.$queryRaw<{ id: string }[]>`
      DELETE FROM user_roles ur
      WHERE ur.tenant_id = ${tenantId} AND ur.user_id = ${userId} AND ur.role_id = ANY(${roles.map(({ id }) => id)})
      RETURNING ur.role_id AS id`
      if (taken.length === 0) return unchanged(undefined)
      const gone = roles.filter((role) => taken.some(({ id }) => id === role.id))
      const target = { kind: 'user', id: userId, name, email }
      const details = { roles: gone.map((role) => role.name) }
      return { result: undefined, events: [{ type: 'user.roles_taken', target, details }] }
    },
    { users: [userId] },
  )
}
