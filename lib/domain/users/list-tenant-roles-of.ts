import type { AnyTenantAccess } from '../any-tenant-access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { tenantRoleColumns, type TenantRole } from '../tenant-roles/read-tenant-role'
import { byId, readPage } from '../read-page'
import type { OffsetWindow, Windowed } from '../window'
import { userExists } from './insist-on-user'

/**
 * The roles that a user was given at tenant level, by name. Everybody’s role is given to nobody.
 * @throws DomainError not_found
 */
export function listTenantRolesOf(
  access: AnyTenantAccess<'read:users' | 'read:roles' | 'read:role_members'>,
  wanted: OffsetWindow & { userId: string },
): Promise<Omit<Windowed<TenantRole>, 'next'>> {
  const { tenantId } = access
  const { userId } = wanted
  return read(access, (tx) =>
    readPage<TenantRole>(tx, wanted, {
      columns: tenantRoleColumns,
      from: sql`user_roles ur JOIN roles r ON r.tenant_id = ur.tenant_id AND r.id = ur.role_id
        WHERE ur.tenant_id = ${tenantId} AND ur.user_id = ${userId}`,
      requires: [{ exists: userExists(tenantId, userId) }],
      ...byId(wanted, sql`r.id`, sql`r.name, r.id`),
      placeOf: ({ id }) => id,
    }),
  )
}
