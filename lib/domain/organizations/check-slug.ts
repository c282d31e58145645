import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { parseOwnSlug } from './slug'
import { slugProblem } from './slug-problem'

export type SlugCheck = { slug: string; free: true } | { slug: string; free: false; problem: string }

/** Whether a new organization could have this slug now. Nothing is reserved by asking. */
export async function checkSlug(
  access: TenantAccess<'create:organizations'>,
  text: string,
): Promise<SlugCheck> {
  const parsed = parseOwnSlug(text)
  if (!parsed.ok) return { slug: text.slice(0, 100), free: false, problem: parsed.problem }
  const slug = parsed.value
  const problem = await read(access, (tx) => slugProblem(tx, { slug }))
  return problem === null ? { slug, free: true } : { slug, free: false, problem }
}
