import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { type PermissionRef, refKey, refRows } from './permission-ref'

export interface CataloguedPermission extends PermissionRef {
  description: string
  apiName: string
  isPortal: boolean
  isOpen: boolean
}

export interface CataloguedApi {
  id: string
  name: string
  isPortal: boolean
  permissions: { name: string; description: string }[]
}

/** Open permissions, and these. */
export function catalogue(
  tx: Tx,
  tenantId: string,
  besides: readonly PermissionRef[],
): Promise<CataloguedPermission[]> {
  return catalogued(tx, tenantId, sql`c."isOpen" OR (c."apiId", c.name) IN ${refRows(besides)}`)
}

/** All permissions of all APIs, for tenant roles. */
export function wholeCatalogue(tx: Tx, tenantId: string): Promise<CataloguedPermission[]> {
  return catalogued(tx, tenantId, sql`true`)
}

function catalogued(tx: Tx, tenantId: string, which: Sql): Promise<CataloguedPermission[]> {
  return tx.$queryRaw<CataloguedPermission[]>(sql`
    SELECT c.* FROM (
      SELECT a.id AS "apiId", a.name AS "apiName", a.is_portal AS "isPortal", pm.name, pm.description,
        pm.open_to_organizations AND (NOT a.is_portal OR pm.level = 'organization') AS "isOpen"
      FROM permissions pm JOIN apis a ON a.tenant_id = ${tenantId} AND a.id = pm.api_id
      WHERE pm.tenant_id = ${tenantId}
    ) c
    WHERE ${which}
    ORDER BY c."isPortal" DESC, c."apiName", c."apiId", split_part(c.name, ':', 2), c.name`)
}

export function byApi(permissions: readonly CataloguedPermission[]): CataloguedApi[] {
  const apis = new Map<string, CataloguedApi>()
  for (const { apiId, apiName, isPortal, name, description } of permissions) {
    const api = apis.get(apiId) ?? { id: apiId, name: apiName, isPortal, permissions: [] }
    api.permissions.push({ name, description })
    apis.set(apiId, api)
  }
  return [...apis.values()]
}

export function permissionNames(permissions: readonly CataloguedPermission[]): string[] {
  return permissions.map(({ name, apiName, isPortal }) => (isPortal ? name : `${name} (${apiName})`))
}

export interface PermissionDifference {
  before: CataloguedPermission[]
  after: CataloguedPermission[]
  adds: CataloguedPermission[]
  removes: CataloguedPermission[]
  /** How many of the input are new, unknown ones included. */
  requested: number
}

export async function permissionDifference(
  tx: Tx,
  tenantId: string,
  { present, input }: { present: readonly PermissionRef[]; input: readonly PermissionRef[] },
): Promise<PermissionDifference> {
  const [old, next] = [new Set(present.map(refKey)), new Set(input.map(refKey))]
  const known = await catalogue(tx, tenantId, [...present, ...input])
  const before = known.filter((one) => old.has(refKey(one)))
  const after = known.filter((one) => next.has(refKey(one)))
  return {
    before,
    after,
    adds: after.filter((one) => !old.has(refKey(one))),
    removes: before.filter((one) => !next.has(refKey(one))),
    requested: input.filter((ref) => !old.has(refKey(ref))).length,
  }
}
