import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { permissionList, type ListedPermission } from '../apis/listed-permissions'
import { readPage } from '../read-page'
import type { OffsetWindow, Windowed } from '../window'
import { userExists } from './insist-on-user'

/**
 * The permissions that a user was given directly, API by API; permissions that come with roles are not included.
 * @throws DomainError not_found
 */
export function listPermissionsOf(
  access: TenantAccess<'read:users'>,
  wanted: OffsetWindow & { userId: string },
): Promise<Omit<Windowed<ListedPermission>, 'next'>> {
  const { tenantId } = access
  const { userId } = wanted
  return read(access, (tx) =>
    readPage(tx, wanted, {
      ...permissionList(sql`user_permissions x`, sql`x.tenant_id = ${tenantId} AND x.user_id = ${userId}`),
      requires: [{ exists: userExists(tenantId, userId) }],
    }),
  )
}
