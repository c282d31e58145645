import type { OrganizationActor } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'

/** Of `join_links l`, those that still exist. */
export function rolesOfLink({ tenantId, organizationId }: OrganizationActor): Sql {
  return sql`(
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) ORDER BY r.created_at, r.name), '[]')
    FROM join_link_roles lr JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = lr.role_id
    WHERE lr.tenant_id = ${tenantId} AND lr.organization_id = ${organizationId} AND lr.join_link_id = l.id)`
}
