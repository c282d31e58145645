import { z } from 'zod'
import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { nextPrefix } from '../text/fold'
import { searchWords } from '../text/search-words'

const found = z.object({
  examined: z.number(),
  count: z.number(),
  people: z.array(
    z.object({ id: z.string(), name: z.string(), email: z.string(), picture: z.string().nullable() }),
  ),
  next: z.string().nullable(),
})

type Found = z.output<typeof found>
export type MembersWithoutFactor = Pick<Found, 'people' | 'next'>

const perPage = 25

/**
 * By user id. `q` is as in the list of members. A page ends after 1,000 members, however few of them it shows: `next` goes on.
 */
export function listMembersWithoutFactor(
  access: OrganizationAccess<'update:organization_security' | 'read:organization_members'>,
  { q = '', after = '' }: { q?: string; after?: string },
): Promise<MembersWithoutFactor> {
  return read(access, (tx) => readMembers(tx, { words: searchWords(q), after, take: perPage }))
}

/** Of the first 1,000 members. */
export function countMembersWithoutFactor(
  access: OrganizationAccess<'update:organization_security'>,
): Promise<{ examined: number; count: number }> {
  return read(access, async (tx) => {
    const { examined, count } = await readMembers(tx, { words: [], after: '', take: 0 })
    return { examined, count }
  })
}

interface PageInput {
  words: readonly string[]
  after: string
  take: number
}

async function readMembers(tx: Tx, { words, after, take }: PageInput): Promise<Found> {
  const ends = words.map(nextPrefix)
  const [row] = await tx.$queryRaw<[{ answer: unknown }]>`
    SELECT foyer.members_without_second_factor(
      ${after}, ${take}::integer, ${[...words]}::text[], ${ends}::text[]) AS answer`
  return found.parse(row.answer)
}
