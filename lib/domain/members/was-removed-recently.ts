import type { Tx } from '@/lib/db/prisma'

interface Membership {
  tenantId: string
  organizationId: string
  userId: string
}

/** By the latest change of the user’s membership. */
export async function wasRemovedRecently(
  tx: Tx,
  { tenantId, organizationId, userId }: Membership,
): Promise<boolean> {
  const [last] = await tx.$queryRaw<{ type: string }[]>`
    SELECT type FROM audit_events
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND target_id = ${userId}
      AND type IN ('member.added', 'member.left', 'member.removed')
    ORDER BY occurred_at DESC LIMIT 1`
  return last?.type === 'member.removed'
}
