import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { firstMessage } from '../text/parse-input'
import { selfServiceSlug } from './organization-fields'
import { slugSkeleton } from './slug'

interface SlugInput {
  slug: string
  /** Its own slugs do not conflict. */
  organizationId?: string
  /** At tenant level: only an identical slug conflicts. */
  mayLookAlike?: boolean
}

/** Slugs in the whole tenant, including held ones and those that look alike. */
async function findConflictingSlugs(
  tx: Tx,
  { slug, organizationId, mayLookAlike = false }: SlugInput,
): Promise<string[]> {
  const [found] = await tx.$queryRaw<{ slugs: string[] }[]>`
    SELECT foyer.conflicting_slugs(${slug}, ${slugSkeleton(slug)}, ${organizationId ?? null}, ${mayLookAlike}) AS slugs`
  return found?.slugs ?? []
}

/** @throws DomainError conflict at `slug` */
export async function assertFreeSlug(tx: Tx, input: SlugInput): Promise<void> {
  assertNoConflict(input.slug, await findConflictingSlugs(tx, input))
}

/** @throws DomainError conflict at `slug` if there are any */
export function assertNoConflict(slug: string, conflicting: readonly string[]): void {
  const conflict = conflictWith(slug, conflicting)
  if (conflict) throw conflict
}

/** Exactly this slug is taken or held. */
export class SlugTaken extends DomainError {
  constructor(slug: string) {
    super('conflict', `“${slug}” is taken. Choose another slug.`, { field: 'slug' })
  }
}

/** Also locks all slugs that look alike. */
export async function lockSlug(tx: Tx, slug: string): Promise<void> {
  await tx.$executeRaw`/* sent ahead */ SELECT foyer.lock_slug(${slugSkeleton(slug)})`
}

function conflictWith(slug: string, conflicting: readonly string[]): DomainError | null {
  if (conflicting.length === 0) return null
  if (conflicting.includes(slug)) return new SlugTaken(slug)
  const message = `“${slug}” looks like a slug that is taken. Choose another.`
  return new DomainError('conflict', message, { field: 'slug' })
}

export type SlugCheck = { slug: string; free: true } | { slug: string; free: false; problem: string }

/** Reserves nothing. */
export async function checkSlug(
  access: TenantAccess<'create:organizations'>,
  text: string,
): Promise<SlugCheck> {
  const { data: slug, error } = selfServiceSlug.safeParse(text)
  if (error) return { slug: text.slice(0, 100), free: false, problem: firstMessage(error) }
  const conflict = conflictWith(slug, await read(access, (tx) => findConflictingSlugs(tx, { slug })))
  return conflict === null ? { slug, free: true } : { slug, free: false, problem: conflict.message }
}
