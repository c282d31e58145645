import type { SelfAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

/** The slug of an organization that the user is a member of, whether or not their session may enter it now. */
export function findMyOrganization(
  access: SelfAccess,
  organizationId: string,
): Promise<{ slug: string } | null> {
  return read(access, (tx) =>
    tx.organization.findFirst({
      where: { tenantId: access.tenantId, id: organizationId, deletedAt: null },
      select: { slug: true },
    }),
  )
}
