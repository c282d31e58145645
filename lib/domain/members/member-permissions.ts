import { sql } from '@/lib/db/sql'

/** Whether a member has admin:organizations by a permission or role of their own. */
const mayEnterAny = sql`(
  EXISTS (
    SELECT FROM user_permissions up
    WHERE up.tenant_id = m.tenant_id AND up.user_id = m.user_id AND up.api_id = (SELECT foyer.portal_api_id())
      AND up.name = 'admin:organizations')
  OR EXISTS (
    SELECT FROM roles r JOIN role_permissions rp ON rp.tenant_id = r.tenant_id AND rp.role_id = r.id
    WHERE r.tenant_id = m.tenant_id AND r.usable_in = '*' AND rp.api_id = (SELECT foyer.portal_api_id())
      AND rp.name = 'admin:organizations' AND (r.everyone OR EXISTS (
        SELECT FROM user_roles ur
        WHERE ur.tenant_id = m.tenant_id AND ur.user_id = m.user_id AND ur.role_id = r.id))))`

/**
 * Of members who have admin:organizations, all that they can grant here, with what is inherited; otherwise nothing:
 * foyer.grantable_permissions() is not called for others, since it is slow. Requires `members m`.
 */
export const inheritedPermissions = sql`(
  CASE WHEN ${mayEnterAny} THEN foyer.grantable_permissions(m.user_id, m.organization_id) ELSE '{}' END)`

/** Includes suspended members’. Only a caller who has all of them may demote or remove the member. */
export const memberPermissions = sql`(
  ${inheritedPermissions} || coalesce((
    SELECT array_agg(rp.name)
    FROM member_roles mr
    JOIN role_permissions rp ON rp.tenant_id = mr.tenant_id AND rp.role_id = mr.role_id
    JOIN permissions pm ON pm.tenant_id = rp.tenant_id AND pm.api_id = rp.api_id AND pm.name = rp.name
    WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
      AND rp.api_id = (SELECT foyer.portal_api_id()) AND pm.level = 'organization'
  ), '{}'))`
