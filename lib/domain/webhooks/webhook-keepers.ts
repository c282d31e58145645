import type { Tx } from '@/lib/db/prisma'
import { emailsOfMembersWith } from '../members/emails-of-members-with'

const atMost = 20

/** Addresses of those who can change the webhooks of an organization or of the tenant: at most 20. */
export function webhookKeepers(
  tx: Tx,
  { tenantId, organizationId }: { tenantId: string; organizationId: string | null },
): Promise<string[]> {
  if (organizationId === null) return emailsOfOperators(tx, tenantId)
  return emailsOfMembersWith(tx, 'update:organization_webhooks', { tenantId, organizationId })
}

async function emailsOfOperators(tx: Tx, tenantId: string): Promise<string[]> {
  const found = await tx.$queryRaw<{ email: string }[]>`
    WITH able AS (
      SELECT ur.user_id
      FROM role_permissions rp
      JOIN user_roles ur ON ur.tenant_id = ${tenantId} AND ur.role_id = rp.role_id
      WHERE rp.tenant_id = ${tenantId} AND rp.name = 'update:event_streams'
        AND rp.api_id = (SELECT foyer.portal_api_id())
      UNION
      SELECT up.user_id FROM user_permissions up
      WHERE up.tenant_id = ${tenantId} AND up.name = 'update:event_streams'
        AND up.api_id = (SELECT foyer.portal_api_id())
    )
    SELECT u.email FROM able a
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = a.user_id
      AND NOT u.blocked AND u.email_verified_at IS NOT NULL
    ORDER BY u.created_at, u.id LIMIT ${atMost}`
  return found.map(({ email }) => email)
}
