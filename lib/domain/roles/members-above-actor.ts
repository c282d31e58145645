import { personOf, type OrganizationActor } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'

/**
 * How many others who hold the role may do more on the portal here than `c.grantable` of authorizedCaller(): what
 * memberPermissions says of each member, asked of all holders at once. A suspended one counts for all that their roles
 * give; only who may enter every organization can have more permissions here than their roles give.
 */
export function membersAboveActor(access: OrganizationActor, roleId: string): Sql {
  const { tenantId, organizationId } = access
  return sql`(
    WITH mighty AS MATERIALIZED (
      SELECT DISTINCT rp.role_id FROM role_permissions rp
      JOIN permissions pm ON pm.tenant_id = ${tenantId} AND pm.api_id = rp.api_id AND pm.name = rp.name
      WHERE rp.tenant_id = ${tenantId} AND rp.usable_in IN ('*', ${organizationId})
        AND rp.api_id = (SELECT foyer.portal_api_id()) AND pm.level = 'organization'
        AND rp.name <> ALL (c.grantable)
    ), granting AS MATERIALIZED (
      SELECT r.id, r.everyone FROM roles r
      JOIN role_permissions rp ON rp.tenant_id = ${tenantId} AND rp.role_id = r.id
      WHERE r.tenant_id = ${tenantId} AND r.usable_in = '*'
        AND rp.api_id = (SELECT foyer.portal_api_id()) AND rp.name = 'admin:organizations'
    ), entrants AS MATERIALIZED (
      SELECT up.user_id FROM user_permissions up
      WHERE up.tenant_id = ${tenantId} AND up.api_id = (SELECT foyer.portal_api_id())
        AND up.name = 'admin:organizations'
      UNION SELECT ur.user_id FROM user_roles ur JOIN granting g ON g.id = ur.role_id WHERE ur.tenant_id = ${tenantId}
      UNION SELECT m.user_id FROM members m
      WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId}
        AND EXISTS (SELECT FROM granting g WHERE g.everyone)
    )
    SELECT count(*)::int FROM member_roles mr
    WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = ${roleId}
      AND mr.user_id IS DISTINCT FROM ${personOf(access)}
      AND (mr.user_id IN (
        SELECT other.user_id FROM member_roles other JOIN mighty ON mighty.role_id = other.role_id
        WHERE other.tenant_id = ${tenantId} AND other.organization_id = ${organizationId}
      ) OR CASE WHEN mr.user_id IN (SELECT e.user_id FROM entrants e)
        THEN NOT foyer.grantable_permissions(mr.user_id, ${organizationId}) <@ c.grantable ELSE false END))`
}
