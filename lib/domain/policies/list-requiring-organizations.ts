import type { SelfAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

/** The names of the person’s organizations that require a second factor, now or later: at most ten. */
export function listRequiringOrganizations(access: SelfAccess): Promise<string[]> {
  return read(access, async (tx) => {
    const [row] = await tx.$queryRaw<[{ names: string[] }]>`
      SELECT foyer.organizations_requiring_second_factor() AS names`
    return row.names
  })
}
