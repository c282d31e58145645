import type { AnyTenantAccess } from '../any-tenant-access'
import { read } from '@/lib/db/doors'
import { tenantRoleColumns, type TenantRole } from '../tenant-roles/read-tenant-role'
import { reach, type Windowed } from '../window'
import { insistOnUser } from './insist-on-user'

/**
 * The roles that a user was given at tenant level, by name. Everybody’s role is given to nobody.
 * @throws DomainError not_found
 */
export function listTenantRolesOf(
  access: AnyTenantAccess<'read:users' | 'read:roles' | 'read:role_members'>,
  wanted: { userId: string; take: number; skip: number },
): Promise<Omit<Windowed<TenantRole>, 'next'>> {
  const { tenantId } = access
  const { userId } = wanted
  return read(access, async (tx) => {
    await insistOnUser(tx, tenantId, userId)
    const where = { tenantId, userId }
    const { skip, take } = reach(wanted)
    const found = await tx.userRole.findMany({
      where,
      select: { role: { select: tenantRoleColumns } },
      orderBy: [{ role: { name: 'asc' } }, { roleId: 'asc' }],
      ...{ skip, take },
    })
    return { rows: found.map(({ role }) => role), total: await tx.userRole.count({ where }) }
  })
}
