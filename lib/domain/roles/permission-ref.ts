import { sql, type Sql } from '@/lib/db/sql'

/** Names are unique only within an API. */
export interface PermissionRef {
  apiId: string
  name: string
}

export function refKey({ apiId, name }: PermissionRef): string {
  return `${apiId} ${name}`
}

/** Rows of (api_id, name) for IN. */
export function refRows(refs: readonly PermissionRef[]): Sql {
  const [apiIds, names] = [refs.map(({ apiId }) => apiId), refs.map(({ name }) => name)]
  return sql`(SELECT * FROM unnest(${apiIds}::text[], ${names}::text[]))`
}

/** Only organization-level Management permissions, of `roles r`. */
export function portalPermissions(tenantId: string): Sql {
  return sql`ARRAY(
    SELECT rp.name FROM role_permissions rp
    JOIN permissions p ON p.tenant_id = ${tenantId} AND p.api_id = rp.api_id AND p.name = rp.name
    WHERE rp.tenant_id = ${tenantId} AND rp.role_id = r.id AND rp.api_id = (SELECT foyer.portal_api_id())
      AND p.level = 'organization')`
}

/** A condition on `roles r`. */
export function isOffered(organizationId: string): Sql {
  return sql`((r.usable_in = '*' AND r.assignable) OR r.usable_in = ${organizationId})`
}
