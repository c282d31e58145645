import type { Tx } from '@/lib/db/prisma'
import type { OrganizationTemplate } from './make-organization'
import { slugSkeleton } from './slug'

/** What decides whether an organization can be created, and how, as foyer.prepare_organization has it. */
export interface PreparedOrganization {
  /** Those that exclude the slug. */
  conflictingSlugs: string[]
  /** Of the connections asked about that exist, by id. */
  strategies: Record<string, string>
  /** The tenant’s own Owner. */
  ownerRoleId: string | null
  template: OrganizationTemplate
}

/** Makes others who want a slug that looks like this one wait, then reads what decides about it. */
export async function prepareOrganization(
  tx: Tx,
  input: { slug: string; mayLookAlike: boolean; connectionIds: readonly string[] },
): Promise<PreparedOrganization> {
  const { slug, mayLookAlike, connectionIds } = input
  const [row] = await tx.$queryRaw<[{ prepared: PreparedOrganization }]>`
    SELECT foyer.prepare_organization(
      ${slug}, ${slugSkeleton(slug)}, ${mayLookAlike}, ${[...connectionIds]}) AS prepared`
  return row.prepared
}
