import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { slugSkeleton } from './slug'

export interface WantedSlug {
  slug: string
  /** The organization that wants the slug, if it exists already: its own slugs do not conflict. */
  organizationId?: string
  /** For callers at tenant level: only an identical slug conflicts, not one that looks alike. */
  mayLookAlike?: boolean
}

/**
 * Why a well-formed slug cannot be taken, as a sentence; null when it is free. Slugs that look alike exclude each
 * other, and held ones count. Needs to see the whole tenant.
 */
export async function slugProblem(tx: Tx, wanted: WantedSlug): Promise<string | null> {
  const { slug, organizationId = null, mayLookAlike = false } = wanted
  const [found] = await tx.$queryRaw<{ slugs: string[] }[]>`
    SELECT foyer.conflicting_slugs(${slug}, ${slugSkeleton(slug)}, ${organizationId}, ${mayLookAlike}) AS slugs`
  return conflictWith(slug, found?.slugs ?? [])
}

/** @throws DomainError conflict at `slug` */
export async function insistOnFreeSlug(tx: Tx, wanted: WantedSlug): Promise<void> {
  assertNoProblem(await slugProblem(tx, wanted))
}

/**
 * @param conflicting the slugs that exclude this one
 * @throws DomainError conflict at `slug` where there are any
 */
export function assertNoConflict(slug: string, conflicting: readonly string[]): void {
  assertNoProblem(conflictWith(slug, conflicting))
}

export function slugTaken(slug: string): DomainError {
  return new DomainError('conflict', takenMessage(slug), { field: 'slug' })
}

/** Makes those wait who want a slug that looks like this one, until the end of the transaction. */
export async function waitForSlug(tx: Tx, slug: string): Promise<void> {
  await tx.$executeRaw`SELECT foyer.lock_slug(${slugSkeleton(slug)})`
}

function conflictWith(slug: string, conflicting: readonly string[]): string | null {
  if (conflicting.length === 0) return null
  return conflicting.includes(slug)
    ? takenMessage(slug)
    : `“${slug}” looks like a slug that is taken. Choose another.`
}

function assertNoProblem(problem: string | null): void {
  if (problem !== null) throw new DomainError('conflict', problem, { field: 'slug' })
}

function takenMessage(slug: string): string {
  return `“${slug}” is taken. Choose another slug.`
}
