import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
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
  const named = wanted.name ? sql`r.name ILIKE ${`%${literal(wanted.name)}%`}` : sql`true`
  return read(access, (tx) =>
    readPage<TenantRole>(tx, wanted, {
      columns: tenantRoleColumns,
      from: sql`roles r
        WHERE r.tenant_id = ${tenantId} AND r.usable_in = ${wanted.ownerId ?? '*'} AND ${named}`,
      ...byId(wanted, sql`r.id`, sql`r.name, r.id`),
      placeOf: ({ id }) => id,
    }),
  )
}

/** Without the meaning that LIKE gives to some signs. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
