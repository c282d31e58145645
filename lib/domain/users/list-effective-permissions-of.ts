import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { apiNamed } from './api-named'
import { userExists } from './insist-on-user'

export interface EffectivePermission {
  name: string
  description: string
  apiName: string
  isDirect: boolean
  isByRole: boolean
}

/**
 * What a user may do with one API at tenant level, and whether each permission was given directly or comes with a role.
 * @throws DomainError not_found, of an unknown API at `resource_server_identifier`
 */
export function listEffectivePermissionsOf(
  access: TenantAccess<'read:user_effective_permissions'>,
  wanted: Window & { userId: string; api: string },
): Promise<Omit<Windowed<EffectivePermission>, 'total'>> {
  const { tenantId } = access
  const { userId } = wanted
  return read(access, (tx) =>
    readPage<EffectivePermission>(tx, wanted, {
      columns: sql`held.*`,
      from: sql`(
        SELECT p.name, p.description, a.name AS "apiName",
          bool_or(h.role_id IS NULL) AS "isDirect", bool_or(h.role_id IS NOT NULL) AS "isByRole"
        FROM apis a
        CROSS JOIN LATERAL foyer.effective_permissions(${userId}, NULL, a.id) h
        JOIN permissions p ON p.tenant_id = a.tenant_id AND p.api_id = a.id AND p.name = h.permission
        WHERE a.tenant_id = ${tenantId} AND a.identifier = ${wanted.api}
        GROUP BY p.name, p.description, a.name
      ) held WHERE true`,
      requires: [{ exists: userExists(tenantId, userId) }, apiNamed(tenantId, wanted.api)],
      ...byId(wanted, sql`held.name`),
      placeOf: ({ name }) => name,
    }),
  )
}
