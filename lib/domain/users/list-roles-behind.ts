import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { reach, windowed, type Window, type Windowed } from '../window'
import { findApiNamed } from './find-api-named'
import { insistOnUser } from './insist-on-user'
import type { EffectiveRole } from './list-effective-roles-of'

/**
 * The roles by which a user holds one permission at tenant level; none where it was only given to her.
 * @throws DomainError not_found, of an unknown API at `resource_server_identifier`
 */
export function listRolesBehind(
  access: TenantAccess<'read:user_permission_source_roles'>,
  wanted: Window & { userId: string; api: string; permission: string },
): Promise<Omit<Windowed<EffectiveRole>, 'total'>> {
  const { tenantId } = access
  const { userId } = wanted
  const { after, skip, take } = reach(wanted)
  return read(access, async (tx) => {
    await insistOnUser(tx, tenantId, userId)
    const api = await findApiNamed(tx, tenantId, wanted.api)
    const found = await tx.$queryRaw<EffectiveRole[]>`
      SELECT r.id, r.name, r.description, EXISTS (
        SELECT FROM user_roles ur
        WHERE ur.tenant_id = ${tenantId} AND ur.user_id = ${userId} AND ur.role_id = r.id) AS "isDirect"
      FROM foyer.effective_permissions(${userId}, NULL, ${api.id}) h
      JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = h.role_id
      WHERE h.permission = ${wanted.permission} AND r.id > ${after}
      ORDER BY r.id LIMIT ${take} OFFSET ${skip}`
    return windowed(wanted, found, ({ id }) => id)
  })
}
