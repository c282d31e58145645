import type { SelfAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

/** Whether the user is a member of the organization with this slug, and it is suspended. */
export function isSuspendedForMember(access: SelfAccess, slug: string): Promise<boolean> {
  const { tenantId, userId } = access
  return read(access, async (tx) => {
    const found = await tx.$queryRaw<object[]>`
      SELECT FROM organizations o
      JOIN members m ON m.tenant_id = ${tenantId} AND m.organization_id = o.id AND m.user_id = ${userId}
        AND m.suspended_at IS NULL
      WHERE o.tenant_id = ${tenantId} AND o.slug = ${slug} AND o.suspended_at IS NOT NULL AND o.deleted_at IS NULL`
    return found.length > 0
  })
}
