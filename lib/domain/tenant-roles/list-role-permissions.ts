import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import {
  listedPermission,
  permissionColumns,
  permissionOrder,
  type ListedPermission,
} from '../apis/listed-permissions'
import { reach, type Windowed } from '../window'
import { readAnyRole } from './read-tenant-role'

/**
 * What a role gives, API by API, the tenant’s own first.
 * @throws DomainError not_found
 */
export function listRolePermissions(
  access: TenantAccess<'read:roles'>,
  wanted: { roleId: string; take: number; skip: number },
): Promise<Omit<Windowed<ListedPermission>, 'next'>> {
  const { tenantId } = access
  const { roleId } = wanted
  const { skip, take } = reach(wanted)
  return read(access, async (tx) => {
    await readAnyRole(tx, tenantId, roleId)
    const where = { tenantId, roleId }
    const found = await tx.rolePermission.findMany({
      where,
      select: permissionColumns,
      orderBy: permissionOrder,
      ...{ skip, take },
    })
    return { rows: found.map(listedPermission), total: await tx.rolePermission.count({ where }) }
  })
}
