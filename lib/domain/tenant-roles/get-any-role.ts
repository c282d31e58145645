import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { readAnyRole, type TenantRole } from './read-tenant-role'

/**
 * A role of the tenant’s or of any organization in it.
 * @throws DomainError not_found
 */
export function getAnyRole(access: TenantAccess<'read:roles'>, id: string): Promise<TenantRole> {
  return read(access, (tx) => readAnyRole(tx, access.tenantId, id))
}
