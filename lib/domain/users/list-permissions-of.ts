import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import {
  listedPermission,
  permissionColumns,
  permissionOrder,
  type ListedPermission,
} from '../apis/listed-permissions'
import { reach, type Windowed } from '../window'
import { insistOnUser } from './insist-on-user'

/**
 * What a user was given directly, API by API; what her roles give is not among it.
 * @throws DomainError not_found
 */
export function listPermissionsOf(
  access: TenantAccess<'read:users'>,
  wanted: { userId: string; take: number; skip: number },
): Promise<Omit<Windowed<ListedPermission>, 'next'>> {
  const { tenantId } = access
  const { userId } = wanted
  return read(access, async (tx) => {
    await insistOnUser(tx, tenantId, userId)
    const where = { tenantId, userId }
    const { skip, take } = reach(wanted)
    const found = await tx.userPermission.findMany({
      where,
      select: permissionColumns,
      orderBy: permissionOrder,
      ...{ skip, take },
    })
    return { rows: found.map(listedPermission), total: await tx.userPermission.count({ where }) }
  })
}
