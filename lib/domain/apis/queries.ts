import { may, type TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { countAtMost, mostCounted } from '../bounded-count'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { type Api, apiColumns, type ApiRow, asApi, readApi } from './read-api'

/** @param input `identifiers`: only those */
export function listApis(
  access: TenantAccess<'read:resource_servers'>,
  input: Window & { identifiers?: readonly string[] | undefined },
): Promise<Windowed<Api>> {
  const { tenantId } = access
  const named =
    input.identifiers === undefined ? sql`true` : sql`a.identifier = ANY (${[...input.identifiers]})`
  return read(access, async (tx) => {
    const page = await readPage<ApiRow>(tx, input, {
      columns: apiColumns,
      from: sql`apis a WHERE a.tenant_id = ${tenantId} AND ${named}`,
      ...byId(input, sql`a.id`, sql`a.is_portal DESC, a.name, a.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asApi) }
  })
}

/** @throws DomainError not_found */
export function getApi(access: TenantAccess<'read:resource_servers'>, idOrIdentifier: string): Promise<Api> {
  return read(access, (tx) => readApi(tx, access.tenantId, idOrIdentifier))
}

/** Of any application or user, for this API; null before the first. */
export function findFirstTokenFor(
  access: TenantAccess<'read:resource_servers'>,
  apiId: string,
): Promise<{ at: Date } | null> {
  const where = { tenantId_id: { tenantId: access.tenantId, id: apiId } }
  return read(access, async (tx) => {
    const found = await tx.api.findUnique({ where, select: { firstTokenAt: true } })
    return found?.firstTokenAt ? { at: found.firstTokenAt } : null
  })
}

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
    const [found] = await tx.$queryRaw<[PermissionHolders]>(sql`
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
    return {
      ...found,
      tenantRoles: may(access, 'read:roles') ? found.tenantRoles : [],
      applications: may(access, 'read:clients') ? found.applications : [],
    }
  })
}
