import type { AnyTenantAccess } from '../any-tenant-access'
import { read } from '@/lib/db/doors'
import { reach, windowed, type Window, type Windowed } from '../window'
import { readAnyRole } from './read-tenant-role'

export interface RoleUser {
  id: string
  email: string
  name: string
  picture: string | null
}

/**
 * Who was given a tenant role at tenant level, by id. Everybody’s role is given to nobody, and an organization’s own neither.
 * @throws DomainError not_found
 */
export function listRoleUsers(
  access: AnyTenantAccess<'read:role_members' | 'read:roles' | 'read:users'>,
  wanted: Window & { roleId: string },
): Promise<Windowed<RoleUser>> {
  const { tenantId } = access
  const { roleId } = wanted
  const { after, skip, take } = reach(wanted)
  return read(access, async (tx) => {
    await readAnyRole(tx, tenantId, roleId)
    const found = await tx.userRole.findMany({
      where: { tenantId, roleId, userId: { gt: after } },
      select: { user: { select: { id: true, email: true, name: true, picture: true } } },
      orderBy: { userId: 'asc' },
      ...{ skip, take },
    })
    const users = found.map(({ user }) => user)
    const total = await tx.userRole.count({ where: { tenantId, roleId } })
    return { ...windowed(wanted, users, ({ id }) => id), total }
  })
}
