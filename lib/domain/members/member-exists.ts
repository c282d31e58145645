import type { OrganizationActor } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'

/** Whether somebody is a member of the organization. */
export function memberExists({ tenantId, organizationId }: OrganizationActor, userId: string): Sql {
  return sql`EXISTS (
    SELECT FROM members m
    WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ${userId})`
}
