import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { apiNamed } from './api-named'
import { userExists } from './insist-on-user'
import type { EffectiveRole } from './list-effective-roles-of'

/**
 * The roles that give a user one permission at tenant level; none if the permission was only given directly.
 * @throws DomainError not_found, of an unknown API at `resource_server_identifier`
 */
export function listRolesBehind(
  access: TenantAccess<'read:user_permission_source_roles'>,
  wanted: Window & { userId: string; api: string; permission: string },
): Promise<Omit<Windowed<EffectiveRole>, 'total'>> {
  const { tenantId } = access
  const { userId } = wanted
  return read(access, (tx) =>
    readPage<EffectiveRole>(tx, wanted, {
      columns: sql`r.id, r.name, r.description, EXISTS (
        SELECT FROM user_roles ur
        WHERE ur.tenant_id = r.tenant_id AND ur.user_id = ${userId} AND ur.role_id = r.id) AS "isDirect"`,
      from: sql`apis a
        CROSS JOIN LATERAL foyer.effective_permissions(${userId}, NULL, a.id) h
        JOIN roles r ON r.tenant_id = a.tenant_id AND r.id = h.role_id
        WHERE a.tenant_id = ${tenantId} AND a.identifier = ${wanted.api} AND h.permission = ${wanted.permission}`,
      requires: [{ exists: userExists(tenantId, userId) }, apiNamed(tenantId, wanted.api)],
      ...byId(wanted, sql`r.id`),
      placeOf: ({ id }) => id,
    }),
  )
}
