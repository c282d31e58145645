import { sql, type Sql } from '@/lib/db/sql'

/** A permission of one of the tenant’s APIs; names repeat from API to API. */
export interface PermissionRef {
  apiId: string
  name: string
}

/** For sets and maps. */
export function refKey({ apiId, name }: PermissionRef): string {
  return `${apiId} ${name}`
}

/** These permissions as rows of (api_id, name), for what is IN them. */
export function refRows(refs: readonly PermissionRef[]): Sql {
  const [apiIds, names] = [refs.map(({ apiId }) => apiId), refs.map(({ name }) => name)]
  return sql`(SELECT * FROM unnest(${apiIds}::text[], ${names}::text[]))`
}

/** The Management permissions of organization level that a role of `roles r` gives, as an array. */
export function portalPermissions(tenantId: string): Sql {
  return sql`ARRAY(
    SELECT rp.name FROM role_permissions rp
    JOIN permissions p ON p.tenant_id = ${tenantId} AND p.api_id = rp.api_id AND p.name = rp.name
    WHERE rp.tenant_id = ${tenantId} AND rp.role_id = r.id AND rp.api_id = (SELECT foyer.portal_api_id())
      AND p.level = 'organization')`
}

/** Whether a role of `roles r` may be given in the organization: assignable or its own. */
export function isOffered(organizationId: string): Sql {
  return sql`((r.usable_in = '*' AND r.assignable) OR r.usable_in = ${organizationId})`
}
