import { z } from 'zod'
import { readNamedOrganization } from '@/lib/db/one-statement'

const organization = z.object({ id: z.string(), slug: z.string() })

/**
 * The organization that an application names by id or, where the tenant allows it, by name (its slug, any case).
 * Null for one that is unknown, suspended or deleted.
 */
export async function findNamedOrganization(
  tenantId: string,
  { value, byName }: { value: string; byName: boolean },
): Promise<z.output<typeof organization> | null> {
  return organization.nullable().parse(await readNamedOrganization(tenantId, value, byName))
}
