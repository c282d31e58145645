import { may, type TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { countAtMost, mostCounted } from '../bounded-count'

export interface PermissionHolders {
  /** Each count is `mostCounted + 1` if there are more. */
  roles: number
  /** Those who have it directly, at tenant level. */
  users: number
  grants: number
  /** The tenant’s roles with it, for callers who may see roles; organizations’ own are only counted. */
  tenantRoles: { id: string; name: string }[]
  /** Applications that may ask for it as themselves, at most a hundred, for callers who may see applications. */
  applications: { id: string; name: string }[]
}

/** Who would lose it. */
export function findPermissionHolders(
  access: TenantAccess<'read:resource_servers'>,
  { apiId, name }: { apiId: string; name: string },
): Promise<PermissionHolders> {
  const { tenantId } = access
  const isIt = sql`x.tenant_id = ${tenantId} AND x.api_id = ${apiId} AND x.name = ${name}`
  const isGranted = sql`g.tenant_id = ${tenantId} AND g.api_id = ${apiId} AND g.subject_type = 'client' AND ${name} = ANY (g.scope)`
  return read(access, async (tx) => {
    const [found] = await tx.$queryRaw<PermissionHolders[]>(sql`
      SELECT ${countAtMost(mostCounted, { from: sql`role_permissions x WHERE ${isIt}`, order: sql`x.role_id` })} AS roles,
        ${countAtMost(mostCounted, { from: sql`user_permissions x WHERE ${isIt}`, order: sql`x.user_id` })} AS users,
        ${countAtMost(mostCounted, { from: sql`client_grants g WHERE ${isGranted}`, order: sql`g.id` })} AS grants,
        coalesce((
          SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) ORDER BY r.name, r.id)
          FROM roles r
          WHERE r.tenant_id = ${tenantId} AND r.usable_in = '*' AND EXISTS (
            SELECT FROM role_permissions x WHERE ${isIt} AND x.role_id = r.id)), '[]') AS "tenantRoles",
        coalesce((
          SELECT jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) ORDER BY c.name, c.id)
          FROM (SELECT g.client_id FROM client_grants g WHERE ${isGranted} ORDER BY g.id LIMIT 100) granted
          JOIN clients c ON c.tenant_id = ${tenantId} AND c.id = granted.client_id), '[]') AS applications`)
    if (!found) throw new Error('A select without FROM has a row.')
    return {
      ...found,
      tenantRoles: may(access, 'read:roles') ? found.tenantRoles : [],
      applications: may(access, 'read:clients') ? found.applications : [],
    }
  })
}
