import type { Permission } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'

/** Whether a member has admin:organizations by a permission or role of their own. */
const isAdminOfAll = sql`(
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
 * All permissions that a member with admin:organizations can grant here, including inherited ones; none for other members,
 * so that the slow foyer.grantable_permissions() is not called for them. Requires `members m`.
 */
export const inheritedPermissions = sql`(
  CASE WHEN ${isAdminOfAll} THEN foyer.grantable_permissions(m.user_id, m.organization_id) ELSE '{}' END)`

/** Also of suspended members. Only a caller who has all of them may demote or remove the member. */
export const memberPermissions = sql`(
  ${inheritedPermissions} || coalesce((
    SELECT array_agg(rp.name)
    FROM member_roles mr
    JOIN role_permissions rp ON rp.tenant_id = mr.tenant_id AND rp.role_id = mr.role_id
    JOIN permissions pm ON pm.tenant_id = rp.tenant_id AND pm.api_id = rp.api_id AND pm.name = rp.name
    WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
      AND rp.api_id = (SELECT foyer.portal_api_id()) AND pm.level = 'organization'
  ), '{}'))`

const mostRecipients = 20

/** At most 20 active members who have the permission by their own roles here, the first to join first. */
export async function emailsOfMembersWith(
  tx: Tx,
  permission: Permission,
  { tenantId, organizationId }: { tenantId: string; organizationId: string },
): Promise<string[]> {
  const found = await tx.$queryRaw<{ email: string }[]>`
    WITH able AS (
      SELECT DISTINCT m.user_id, m.created_at
      FROM role_permissions rp
      JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = rp.role_id AND r.usable_in IN ('*', ${organizationId})
      JOIN member_roles mr ON mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId}
        AND mr.role_id = r.id
      JOIN members m ON m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId}
        AND m.user_id = mr.user_id AND m.suspended_at IS NULL
      WHERE rp.tenant_id = ${tenantId} AND rp.name = ${permission} AND rp.api_id = (SELECT foyer.portal_api_id())
    )
    SELECT u.email FROM able a
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = a.user_id
      AND NOT u.blocked AND u.email_verified_at IS NOT NULL
    ORDER BY a.created_at, a.user_id LIMIT ${mostRecipients}`
  return found.map(({ email }) => email)
}
