import type { Permission } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'

const atMost = 20

/** Of active users who have the permission at tenant level: the first users first, at most 20. */
export async function emailsOfOperatorsWith(
  tx: Tx,
  permission: Permission,
  tenantId: string,
): Promise<string[]> {
  const found = await tx.$queryRaw<{ email: string }[]>`
    WITH able AS (
      SELECT ur.user_id
      FROM role_permissions rp
      JOIN user_roles ur ON ur.tenant_id = ${tenantId} AND ur.role_id = rp.role_id
      WHERE rp.tenant_id = ${tenantId} AND rp.name = ${permission} AND rp.api_id = (SELECT foyer.portal_api_id())
      UNION
      SELECT up.user_id FROM user_permissions up
      WHERE up.tenant_id = ${tenantId} AND up.name = ${permission} AND up.api_id = (SELECT foyer.portal_api_id())
    )
    SELECT u.email FROM able a
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = a.user_id
      AND NOT u.blocked AND u.email_verified_at IS NOT NULL
    ORDER BY u.created_at, u.id LIMIT ${atMost}`
  return found.map(({ email }) => email)
}
