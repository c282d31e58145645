import type { Tx } from '@/lib/db/prisma'

export interface KnownUser {
  id: string
  isEmailVerified: boolean
  blocked: boolean
  isMember: boolean
}

export async function findUserByEmail(
  tx: Tx,
  {
    tenantId,
    emailFolded,
    organizationId = null,
  }: { tenantId: string; emailFolded: string; organizationId?: string | null },
): Promise<KnownUser | null> {
  const [known] = await tx.$queryRaw<KnownUser[]>`
    SELECT u.id, u.blocked, u.email_verified_at IS NOT NULL AS "isEmailVerified", EXISTS (
      SELECT FROM members m
      WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = u.id) AS "isMember"
    FROM users u WHERE u.tenant_id = ${tenantId} AND u.email_folded = ${emailFolded}`
  return known ?? null
}
