import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { reach, windowed, type Window, type Windowed } from '../window'
import { findApiNamed } from './find-api-named'
import { insistOnUser } from './insist-on-user'

export interface EffectivePermission {
  name: string
  description: string
  apiName: string
  isDirect: boolean
  isByRole: boolean
}

/**
 * What a user may do with one API at tenant level, and whether it was given to her or comes with a role.
 * @throws DomainError not_found, of an unknown API at `resource_server_identifier`
 */
export function listEffectivePermissionsOf(
  access: TenantAccess<'read:user_effective_permissions'>,
  wanted: Window & { userId: string; api: string },
): Promise<Omit<Windowed<EffectivePermission>, 'total'>> {
  const { tenantId } = access
  const { userId } = wanted
  const { after, skip, take } = reach(wanted)
  return read(access, async (tx) => {
    await insistOnUser(tx, tenantId, userId)
    const api = await findApiNamed(tx, tenantId, wanted.api)
    const found = await tx.$queryRaw<EffectivePermission[]>`
      SELECT p.name, p.description, ${api.name}::text AS "apiName",
        bool_or(h.role_id IS NULL) AS "isDirect", bool_or(h.role_id IS NOT NULL) AS "isByRole"
      FROM foyer.effective_permissions(${userId}, NULL, ${api.id}) h
      JOIN permissions p ON p.tenant_id = ${tenantId} AND p.api_id = ${api.id} AND p.name = h.permission
      WHERE p.name > ${after}
      GROUP BY p.name, p.description ORDER BY p.name LIMIT ${take} OFFSET ${skip}`
    return windowed(wanted, found, ({ name }) => name)
  })
}
