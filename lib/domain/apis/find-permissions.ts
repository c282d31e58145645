import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import type { CataloguedPermission } from '../roles/catalogue'
import { refKey, type PermissionRef } from '../roles/permission-ref'

/**
 * Each of these permissions, once.
 * @throws DomainError not_found when any is unknown in this tenant
 */
export async function findPermissions(
  tx: Tx,
  tenantId: string,
  refs: readonly PermissionRef[],
): Promise<CataloguedPermission[]> {
  const [apiIds, names] = [refs.map(({ apiId }) => apiId), refs.map(({ name }) => name)]
  const found = await tx.$queryRaw<CataloguedPermission[]>`
    SELECT p.api_id AS "apiId", p.name, p.description, a.name AS "apiName", a.is_portal AS "isPortal",
      p.open_to_organizations AND (NOT a.is_portal OR p.level = 'organization') AS "isOpen"
    FROM permissions p
    JOIN apis a ON a.tenant_id = p.tenant_id AND a.id = p.api_id
    WHERE p.tenant_id = ${tenantId}
      AND (p.api_id, p.name) IN (SELECT * FROM unnest(${apiIds}::text[], ${names}::text[]))
    ORDER BY a.is_portal DESC, a.name, a.id, p.name`
  const known = new Set(found.map(refKey))
  if (!refs.every((ref) => known.has(refKey(ref)))) throw notFound()
  return found
}

/** Those of the permissions that these rows are about. */
export function among(
  known: readonly CataloguedPermission[],
  rows: readonly PermissionRef[],
): CataloguedPermission[] {
  const keys = new Set(rows.map(refKey))
  return known.filter((permission) => keys.has(refKey(permission)))
}
