import type { Permission } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'

const recipientsAtMost = 20

/** The addresses of active members who have it by their own roles here, the first members first: at most 20. */
export async function addressesWithPermission(
  tx: Tx,
  { tenantId, organizationId }: { tenantId: string; organizationId: string },
  permission: Permission,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ email: string }[]>`
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
    ORDER BY a.created_at, a.user_id LIMIT ${recipientsAtMost}`
  return rows.map(({ email }) => email)
}
