import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { keepingOwners, organizationsOfOwnerRole } from '../members/keep-owners'
import { lockTenant } from '../tenants/lock-tenant'
import { assertOperatorLeft } from '../users/operators'
import { endJoiningWithRole } from './end-joining-with-role'
import { assertOwnerRoleLeft } from './validate-role'
import { lockTenantRole, roleHolders, type RoleHolders } from './read-tenant-role'

/**
 * @throws DomainError not_found; invalid for the `everyone` role; last_owner, unless the caller may remove it; conflict for the last owner role, or if
 * `mustLeaveOperator` and no operator is left
 */
export function deleteTenantRole(
  access: TenantAccess<'delete:roles'>,
  roleId: string,
  { mustLeaveOperator = false }: { mustLeaveOperator?: boolean } = {},
): Promise<{ name: string; lost: RoleHolders }> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      await lockTenant(tx, tenantId)
      const { name, everyone, description, assignable, isOwner } = await lockTenantRole(tx, tenantId, roleId)
      if (everyone) throw new DomainError('invalid', 'Everyone has this role, so it cannot be deleted.')
      const lost = await roleHolders(tx, tenantId, roleId)
      const joining = await endJoiningWithRole(tx, { id: roleId, name })
      const owning = { access, among: organizationsOfOwnerRole(tenantId, roleId) }
      const remove = () => tx.role.delete({ where: { tenantId_id: { tenantId, id: roleId } } })
      await assertOwnerRoleLeft(tx, tenantId, () => keepingOwners(tx, owning, remove))
      if (mustLeaveOperator) await assertOperatorLeft(tx, tenantId)
      return {
        result: { name, lost },
        events: [
          {
            type: 'role.deleted',
            target: { kind: 'role', id: roleId, name },
            details: { before: { name, description, assignable, isOwner }, ...lost },
          },
          ...joining,
        ],
      }
    },
    { roles: [roleId] },
  )
}
