import { read } from '@/lib/db/doors'
import { byProvider } from './by-provider'

/**
 * The organization that an application names by id or, where the tenant allows it, by name (its slug, any case).
 * Null for one that is unknown, suspended or deleted.
 */
export function findNamedOrganization(
  tenantId: string,
  { value, byName }: { value: string; byName: boolean },
): Promise<{ id: string; slug: string } | null> {
  return read(byProvider(tenantId), (tx) =>
    tx.organization.findFirst({
      where: {
        tenantId,
        deletedAt: null,
        suspendedAt: null,
        ...(value.startsWith('org_') || !byName ? { id: value } : { slug: value.toLowerCase() }),
      },
      select: { id: true, slug: true },
    }),
  )
}
