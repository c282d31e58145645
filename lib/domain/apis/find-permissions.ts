import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { DomainError } from '@/lib/errors'
import type { ListQuery } from '../read-page'
import type { CataloguedPermission } from '../roles/catalogue'
import { type PermissionRef, refKey } from '../roles/permission-ref'

export type PermissionInput = PermissionRef | { apiIdentifier: string; name: string }

interface Found extends CataloguedPermission {
  apiIdentifier: string
}

/** Removes duplicates. @throws DomainError not_found at `permissions` when any is unknown in this tenant */
export async function findPermissions(
  tx: Tx,
  tenantId: string,
  input: readonly PermissionInput[],
): Promise<CataloguedPermission[]> {
  const ids = input.map((one) => ('apiId' in one ? one.apiId : null))
  const identifiers = input.map((one) => ('apiId' in one ? null : one.apiIdentifier))
  const names = input.map(({ name }) => name)
  const found = await tx.$queryRaw<Found[]>`
    SELECT p.api_id AS "apiId", p.name, p.description, a.name AS "apiName", a.identifier AS "apiIdentifier",
      a.is_portal AS "isPortal",
      p.open_to_organizations AND (NOT a.is_portal OR p.level = 'organization') AS "isOpen"
    FROM (
      SELECT DISTINCT coalesce(w.id, n.id) AS api_id, w.name
      FROM unnest(${ids}::text[], ${identifiers}::text[], ${names}::text[]) AS w (id, identifier, name)
      LEFT JOIN apis n ON n.tenant_id = ${tenantId} AND n.identifier = w.identifier
    ) input
    JOIN apis a ON a.tenant_id = ${tenantId} AND a.id = input.api_id
    JOIN permissions p ON p.tenant_id = ${tenantId} AND p.api_id = input.api_id AND p.name = input.name
    ORDER BY a.is_portal DESC, a.name, a.id, p.name`
  const known = new Set(found.flatMap((one) => [refKey(one), identifierKey(one)]))
  if (!input.every((one) => known.has('apiId' in one ? refKey(one) : identifierKey(one))))
    throw new DomainError('not_found', 'One or more of the permissions do not exist.', {
      field: 'permissions',
    })
  return found.map(({ apiIdentifier: _, ...permission }) => permission)
}

function identifierKey({ apiIdentifier, name }: { apiIdentifier: string; name: string }): string {
  return `at ${apiIdentifier} ${name}`
}

export interface ListedPermission extends PermissionRef {
  description: string
  apiIdentifier: string
  apiName: string
}

/** @param attached with the alias `x` */
export function listPermissions(attached: Sql, which: Sql): ListQuery<ListedPermission> {
  return {
    columns: sql`x.api_id AS "apiId", x.name, p.description, a.identifier AS "apiIdentifier", a.name AS "apiName"`,
    from: sql`${attached}
      JOIN permissions p ON p.tenant_id = x.tenant_id AND p.api_id = x.api_id AND p.name = x.name
      JOIN apis a ON a.tenant_id = x.tenant_id AND a.id = x.api_id
      WHERE ${which}`,
    counted: sql`${attached} WHERE ${which}`,
    order: sql`a.is_portal DESC, a.name, x.api_id, x.name`,
    placeOf: ({ name }) => name,
  }
}
