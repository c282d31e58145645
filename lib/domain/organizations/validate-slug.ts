import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { firstMessage } from '../text/parse-input'
import { selfServiceSlug } from './organization-fields'
import { slugSkeleton } from './slug'

export interface SlugInput {
  slug: string
  /** The organization, if it exists already: its own slugs do not conflict. */
  organizationId?: string
  /** For callers at tenant level: only an identical slug conflicts, not one that looks alike. */
  mayLookAlike?: boolean
}

/**
 * Why a well-formed slug is not available; null if it is. Slugs that look alike exclude each other, and held ones count.
 * Reads the whole tenant.
 */
async function slugProblem(tx: Tx, input: SlugInput): Promise<string | null> {
  const { slug, organizationId = null, mayLookAlike = false } = input
  const [found] = await tx.$queryRaw<{ slugs: string[] }[]>`
    SELECT foyer.conflicting_slugs(${slug}, ${slugSkeleton(slug)}, ${organizationId}, ${mayLookAlike}) AS slugs`
  return conflictWith(slug, found?.slugs ?? [])
}

/** @throws DomainError conflict at `slug` */
export async function assertFreeSlug(tx: Tx, input: SlugInput): Promise<void> {
  assertNoProblem(await slugProblem(tx, input))
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

/** Locks all slugs that look like this one until the end of the transaction. */
export async function lockSlug(tx: Tx, slug: string): Promise<void> {
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

export type SlugCheck = { slug: string; free: true } | { slug: string; free: false; problem: string }

/** Whether a new organization could have this slug now. Nothing is reserved by asking. */
export async function checkSlug(
  access: TenantAccess<'create:organizations'>,
  text: string,
): Promise<SlugCheck> {
  const { data: slug, error } = selfServiceSlug.safeParse(text)
  if (error) return { slug: text.slice(0, 100), free: false, problem: firstMessage(error) }
  const problem = await read(access, (tx) => slugProblem(tx, { slug }))
  return problem === null ? { slug, free: true } : { slug, free: false, problem }
}
