import type { Tx } from '@/lib/db/prisma'
import { slugSkeleton } from './slug'

export interface WantedSlug {
  tenantId: string
  slug: string
  /** Who asks, where she has one already: her own slugs are no obstacle. */
  organizationId?: string
}

/**
 * Why a well-formed slug cannot be taken, as a sentence; null when it is free. Slugs that look alike exclude each
 * other, and held ones count. Needs to see the whole tenant.
 */
export async function slugProblem(tx: Tx, wanted: WantedSlug): Promise<string | null> {
  const { tenantId, slug, organizationId } = wanted
  const alike = await tx.$queryRaw<{ slug: string }[]>`
    SELECT s.slug FROM organization_slugs s
    WHERE s.tenant_id = ${tenantId} AND s.skeleton = ${slugSkeleton(slug)}
      AND (s.held_until IS NULL OR s.held_until >= now())
      AND s.organization_id IS DISTINCT FROM ${organizationId ?? null}
    LIMIT 100`
  if (alike.length === 0) return null
  return alike.some((row) => row.slug === slug)
    ? `“${slug}” is taken. Choose another slug.`
    : `“${slug}” looks like a slug that is taken. Choose another.`
}

/** Makes those wait who want a slug that looks like this one, until the end of the transaction. */
export async function waitForSlug(tx: Tx, { tenantId, slug }: WantedSlug): Promise<void> {
  const key = `slug ${tenantId} ${slugSkeleton(slug)}`
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`
}
