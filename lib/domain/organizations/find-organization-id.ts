import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

/** By slug or id. Null if unknown or deleted. */
export function findOrganizationId(
  access: TenantAccess<'read:organizations'>,
  slugOrId: string,
): Promise<string | null> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const found = await tx.organization.findFirst({
      where: { tenantId, deletedAt: null, OR: [{ id: slugOrId }, { slug: slugOrId.toLowerCase() }] },
      select: { id: true },
    })
    return found?.id ?? null
  })
}
