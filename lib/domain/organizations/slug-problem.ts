import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { slugSkeleton } from './slug'

export interface WantedSlug {
  tenantId: string
  slug: string
  /** Who asks, where she has one already: her own slugs are no obstacle. */
  organizationId?: string
  /** For whom the tenant’s own judgement counts: only the very same slug is an obstacle. */
  mayLookAlike?: boolean
}

/**
 * Why a well-formed slug cannot be taken, as a sentence; null when it is free. Slugs that look alike exclude each
 * other, and held ones count. Needs to see the whole tenant.
 */
export async function slugProblem(tx: Tx, wanted: WantedSlug): Promise<string | null> {
  const { tenantId, slug, organizationId, mayLookAlike = false } = wanted
  const alike = await tx.$queryRaw<{ slug: string }[]>`
    SELECT s.slug FROM organization_slugs s
    WHERE s.tenant_id = ${tenantId} AND s.skeleton = ${slugSkeleton(slug)}
      AND (s.slug = ${slug} OR NOT ${mayLookAlike})
      AND (s.held_until IS NULL OR s.held_until >= now())
      AND s.organization_id IS DISTINCT FROM ${organizationId ?? null}
    LIMIT 100`
  if (alike.length === 0) return null
  return alike.some((row) => row.slug === slug)
    ? slugTaken(slug).message
    : `“${slug}” looks like a slug that is taken. Choose another.`
}

/** @throws DomainError conflict at `slug` */
export async function insistOnFreeSlug(tx: Tx, wanted: WantedSlug): Promise<void> {
  const problem = await slugProblem(tx, wanted)
  if (problem !== null) throw new DomainError('conflict', problem, { field: 'slug' })
}

export function slugTaken(slug: string): DomainError {
  return new DomainError('conflict', `“${slug}” is taken. Choose another slug.`, { field: 'slug' })
}

/** Makes those wait who want a slug that looks like this one, until the end of the transaction. */
export async function waitForSlug(tx: Tx, { tenantId, slug }: WantedSlug): Promise<void> {
  const key = `slug ${tenantId} ${slugSkeleton(slug)}`
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`
}
