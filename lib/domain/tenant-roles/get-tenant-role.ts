import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { readTenantRole, type TenantRole } from './read-tenant-role'
import { roleHolders, type RoleHolders } from './role-holders'

/**
 * A tenant role and what hangs on it.
 * @throws DomainError not_found
 */
export function getTenantRole(
  access: TenantAccess<'read:roles'>,
  roleId: string,
): Promise<TenantRole & { holders: RoleHolders }> {
  const { tenantId } = access
  return read(access, async (tx) => ({
    ...(await readTenantRole(tx, tenantId, roleId)),
    holders: await roleHolders(tx, tenantId, roleId),
  }))
}
