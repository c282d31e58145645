import type { OrganizationActor } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'

/** What the operator lets the organization do with a connection: all, where the organization never enabled it. */
export function levelHere(
  { tenantId, organizationId }: Pick<OrganizationActor, 'tenantId' | 'organizationId'>,
  connectionId: Sql,
): Sql {
  return sql`coalesce((
    SELECT e.organization_access_level FROM enabled_connections e
    WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId}
      AND e.connection_id = ${connectionId}), 'full')`
}
