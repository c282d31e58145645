import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import type { CataloguedPermission } from '../roles/catalogue'
import { refKey, type PermissionRef } from '../roles/permission-ref'

/** A permission by its API’s id, or as tokens name the API. */
export type WantedPermission = PermissionRef | { apiIdentifier: string; name: string }

interface Found extends CataloguedPermission {
  apiIdentifier: string
}

/**
 * Each of these permissions, once.
 * @throws DomainError not_found at `permissions` when any is unknown in this tenant
 */
export async function findPermissions(
  tx: Tx,
  tenantId: string,
  wanted: readonly WantedPermission[],
): Promise<CataloguedPermission[]> {
  const ids = wanted.map((one) => ('apiId' in one ? one.apiId : null))
  const identifiers = wanted.map((one) => ('apiId' in one ? null : one.apiIdentifier))
  const names = wanted.map(({ name }) => name)
  const found = await tx.$queryRaw<Found[]>`
    SELECT p.api_id AS "apiId", p.name, p.description, a.name AS "apiName", a.identifier AS "apiIdentifier",
      a.is_portal AS "isPortal",
      p.open_to_organizations AND (NOT a.is_portal OR p.level = 'organization') AS "isOpen"
    FROM (
      SELECT DISTINCT coalesce(w.id, n.id) AS api_id, w.name
      FROM unnest(${ids}::text[], ${identifiers}::text[], ${names}::text[]) AS w (id, identifier, name)
      LEFT JOIN apis n ON n.tenant_id = ${tenantId} AND n.identifier = w.identifier
    ) wanted
    JOIN apis a ON a.tenant_id = ${tenantId} AND a.id = wanted.api_id
    JOIN permissions p ON p.tenant_id = ${tenantId} AND p.api_id = wanted.api_id AND p.name = wanted.name
    ORDER BY a.is_portal DESC, a.name, a.id, p.name`
  const known = new Set(found.flatMap((one) => [refKey(one), identifierKey(one)]))
  if (!wanted.every((one) => known.has('apiId' in one ? refKey(one) : identifierKey(one))))
    throw new DomainError('not_found', 'One or more of the permissions do not exist.', {
      field: 'permissions',
    })
  return found.map(({ apiIdentifier: _, ...permission }) => permission)
}

function identifierKey({ apiIdentifier, name }: { apiIdentifier: string; name: string }): string {
  return `at ${apiIdentifier} ${name}`
}
