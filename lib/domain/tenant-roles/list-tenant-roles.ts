import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { reach, windowed, type Window, type Windowed } from '../window'
import { tenantRoleColumns, type TenantRole } from './read-tenant-role'

/**
 * The tenant’s roles, or those of one organization; by name, or by id in a window that says `after`.
 * @param wanted `name`: what the name contains, capitals or not; `ownerId`: the organization whose own they are
 */
export function listTenantRoles(
  access: TenantAccess<'read:roles'>,
  wanted: Window & { name?: string | undefined; ownerId?: string | undefined },
): Promise<Windowed<TenantRole>> {
  const { tenantId } = access
  const { after, skip, take } = reach(wanted)
  const named = wanted.name ? { name: { contains: literal(wanted.name), mode: 'insensitive' as const } } : {}
  return read(access, async (tx) => {
    const where = { tenantId, usableIn: wanted.ownerId ?? '*', ...named }
    const found = await tx.role.findMany({
      where: { ...where, id: { gt: after } },
      select: tenantRoleColumns,
      orderBy: 'skip' in wanted ? [{ name: 'asc' }, { id: 'asc' }] : [{ id: 'asc' }],
      ...{ skip, take },
    })
    const total = await tx.role.count({ where })
    return { ...windowed(wanted, found, ({ id }) => id), total }
  })
}

/** Prisma leaves LIKE’s own signs as they are. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
