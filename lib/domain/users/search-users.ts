import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { join, sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { mostCounted } from '../bounded-count'
import { searchWords, wordBegins } from '../text/search-words'
import type { OffsetWindow, Windowed } from '../window'
import { type ReadInput, readUsers, usersMatching, type UserSort } from './list-users'
import type { User } from './read-user'

interface UserSearch extends OffsetWindow {
  /** The whole id of a user, or the beginnings of words in their name and address. */
  q: string
  sort: UserSort
}

interface Activity {
  /** Of more than `mostCounted`, one more. */
  organizations: number
  /** The last sign-in or page, whichever is later. Null: never. */
  lastActiveAt: Date | null
}

export type FoundUser = User & Activity

export function searchUsers(
  access: TenantAccess<'read:users'>,
  { q, ...input }: UserSearch,
): Promise<Windowed<FoundUser>> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const found = await matchOf(tx, tenantId, q)
    return readUsers<Activity>(tx, tenantId, { ...input, ...found, extra: activityIn(tenantId) })
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

type Found = Pick<ReadInput, 'match' | 'found' | 'counted'>

async function matchOf(tx: Tx, tenantId: string, q: string): Promise<Found> {
  const text = q.replaceAll('\0', ' ').toWellFormed().trim()
  if (/^\S+\|\S+$/.test(text)) return { match: { of: 'id', is: text } }
  const words = (await countWords(tx, tenantId, searchWords(text))).toSorted(
    (one, other) => one.users - other.users,
  )
  const [rarest, ...others] = words
  if (rarest === undefined) return { match: { of: 'all', matches: [] } }
  const found = usersWith(tenantId, rarest, others)
  if (rarest.users <= rare) return foundIn(tenantId, found, others)
  const matches = words.map(({ word: is }) => ({ of: 'commonWordBegins', is }) as const)
  return {
    match: { of: 'all', matches },
    // More have it than are counted.
    ...(others.length === 0
      ? { counted: { from: sql`(${found}) found WHERE true`, order: sql`user_id` } }
      : {}),
  }
}

/** Looks for the other common words in the rows of the users found, not in the index. */
function foundIn(tenantId: string, found: Sql, others: readonly CountedWord[]): Found {
  const common = others.filter(({ users }) => users > rare)
  if (common.length === 0) return { match: { of: 'found' }, found }
  const match = {
    of: 'all',
    matches: [{ of: 'found' }, ...common.map(({ word: is }) => ({ of: 'ownWordBegins', is }) as const)],
  } as const
  return { match, found, counted: usersMatching(tenantId, match) }
}

/** Users with the rarest word and every other rare one. If the rarest is common itself, only some of its users. */
function usersWith(tenantId: string, rarest: CountedWord, others: readonly CountedWord[]): Sql {
  const conditions = others
    .filter(({ users }) => users <= rare)
    .map(
      ({ word }) => sql`holders.user_id IN (
        SELECT w.user_id FROM user_words w WHERE w.tenant_id = ${tenantId} AND ${wordBegins(word)})`,
    )
  return sql`
    SELECT DISTINCT user_id FROM (
      SELECT w.user_id FROM user_words w WHERE w.tenant_id = ${tenantId} AND ${wordBegins(rarest.word)}
      ORDER BY w.word, w.user_id LIMIT ${rare + 1}) holders WHERE ${join([sql`true`, ...conditions], ' AND ')}`
}

/** If more users have a word, it is faster to check users one by one than to find all who have it. */
const rare = 10_000

interface CountedWord {
  word: string
  /** Of more than `rare`, one more. */
  users: number
}

async function countWords(tx: Tx, tenantId: string, words: readonly string[]): Promise<CountedWord[]> {
  if (words.length === 0) return []
  const counts = words.map(
    (word) => sql`SELECT ${word}::text AS word, count(*)::int AS users FROM (
      SELECT FROM user_words w WHERE w.tenant_id = ${tenantId} AND ${wordBegins(word)} LIMIT ${rare + 1}) counted`,
  )
  return tx.$queryRaw<CountedWord[]>(join(counts, ' UNION ALL '))
}
