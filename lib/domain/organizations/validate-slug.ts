import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { firstMessage } from '../text/parse-input'
import { selfServiceSlug } from './organization-fields'
import { slugSkeleton } from './slug'

export interface SlugInput {
  slug: string
  /** Its own slugs do not conflict. */
  organizationId?: string
  /** At tenant level: only an identical slug conflicts. */
  mayLookAlike?: boolean
}

/** Held slugs and those that look alike conflict too. Reads the whole tenant. */
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

/** @throws DomainError conflict at `slug` if there are any */
export function assertNoConflict(slug: string, conflicting: readonly string[]): void {
  assertNoProblem(conflictWith(slug, conflicting))
}

export function slugTaken(slug: string): DomainError {
  return new DomainError('conflict', takenMessage(slug), { field: 'slug' })
}

/** Also locks all slugs that look alike. */
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

/** Reserves nothing. */
export async function checkSlug(
  access: TenantAccess<'create:organizations'>,
  text: string,
): Promise<SlugCheck> {
  const { data: slug, error } = selfServiceSlug.safeParse(text)
  if (error) return { slug: text.slice(0, 100), free: false, problem: firstMessage(error) }
  const problem = await read(access, (tx) => slugProblem(tx, { slug }))
  return problem === null ? { slug, free: true } : { slug, free: false, problem }
}
