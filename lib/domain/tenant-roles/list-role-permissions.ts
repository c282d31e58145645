import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { permissionList, type ListedPermission } from '../apis/listed-permissions'
import { readPage } from '../read-page'
import type { OffsetWindow, Windowed } from '../window'
import { roleExists } from './read-tenant-role'

/**
 * What a role gives, API by API, the tenant’s own first.
 * @throws DomainError not_found
 */
export function listRolePermissions(
  access: TenantAccess<'read:roles'>,
  wanted: OffsetWindow & { roleId: string },
): Promise<Omit<Windowed<ListedPermission>, 'next'>> {
  const { tenantId } = access
  const { roleId } = wanted
  return read(access, (tx) =>
    readPage(tx, wanted, {
      ...permissionList(sql`role_permissions x`, sql`x.tenant_id = ${tenantId} AND x.role_id = ${roleId}`),
      requires: [{ exists: roleExists(tenantId, roleId) }],
    }),
  )
}
