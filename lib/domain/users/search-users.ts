import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { join, sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { mostCounted } from '../bounded-count'
import { foldWords } from '../text/fold'
import type { OffsetWindow, Windowed } from '../window'
import { readUsers, type UserMatch, type UserSort, wordBegins } from './list-users'
import type { User } from './read-user'

export interface UserSearch extends OffsetWindow {
  /** The whole id of a user, or the beginnings of words in their name and address. */
  q: string
  sort: UserSort
}

export interface FoundUser extends User {
  /** Of more than `mostCounted`, one more. */
  organizations: number
  /** The last sign-in or page, whichever is later. Null: never. */
  lastActiveAt: Date | null
}

export function searchUsers(
  access: TenantAccess<'read:users'>,
  { q, ...input }: UserSearch,
): Promise<Windowed<FoundUser>> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const match = await matchOf(tx, tenantId, q)
    return readUsers<FoundUser>(tx, tenantId, { ...input, match, extra: activityIn(tenantId) })
  })
}

function activityIn(tenantId: string) {
  return sql`(SELECT count(*)::int FROM (
      SELECT FROM members m JOIN organizations o ON o.tenant_id = m.tenant_id AND o.id = m.organization_id
      WHERE m.tenant_id = ${tenantId} AND m.user_id = page.id AND o.deleted_at IS NULL LIMIT ${mostCounted + 1}
    ) counted) AS organizations,
    greatest(page."lastLoginAt", (
      SELECT max(s.last_seen_at) FROM sessions s WHERE s.tenant_id = ${tenantId} AND s.user_id = page.id
    )) AS "lastActiveAt"`
}

async function matchOf(tx: Tx, tenantId: string, q: string): Promise<UserMatch> {
  const text = q.replaceAll('\0', ' ').toWellFormed().trim()
  if (/^\S+\|\S+$/.test(text)) return { of: 'id', is: text }
  const words = wordsOf(text)
  const common = words.length === 0 ? [] : await findCommon(tx, tenantId, words)
  const matches = words.map(
    (is, index) => ({ of: common.includes(index) ? 'commonWordBegins' : 'wordBegins', is }) as const,
  )
  return { of: 'all', matches }
}

const mostWords = 10

/** People write a domain as @domain, but the @ is not part of a word. */
function wordsOf(text: string): string[] {
  const words = foldWords(text).map((word) => word.replace(/^@+(?=.)/, ''))
  return [...new Set(words)].slice(0, mostWords)
}

/** Of a beginning that more users have, it is quicker to look at users than to find all who have it. */
const rare = 10_000

/** The places of the words that are no longer rare. */
async function findCommon(tx: Tx, tenantId: string, words: readonly string[]): Promise<number[]> {
  const counts = words.map(
    (word, place) => sql`SELECT ${place}::int AS place, count(*)::int AS found FROM (
      SELECT FROM user_words w WHERE w.tenant_id = ${tenantId} AND ${wordBegins(word)} LIMIT ${rare + 1}) counted`,
  )
  const rows = await tx.$queryRaw<{ place: number; found: number }[]>(join(counts, ' UNION ALL '))
  return rows.flatMap(({ place, found }) => (found > rare ? [place] : []))
}
