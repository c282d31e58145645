import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { join, sql, type Sql } from '@/lib/db/sql'
import { searchWords, wordBegins } from '../text/search-words'
import { beyond, type EventFilter, isBackwards, onDays } from './event-filter'
import { eventGroups, typesIn } from './event-groups'
import { newestFirst, oldestFirst } from './listed-event'

export interface OrganizationEventFilter extends EventFilter {
  /** Beginnings of words in a name or address of the actor or the target. */
  person?: string | undefined
}

interface Page {
  filter: OrganizationEventFilter
  take: number
}

/** A condition on `audit_events e`, true at least of the events of the page. */
export async function organizationEvents(
  tx: Tx,
  access: OrganizationAccess,
  { filter, take }: Page,
): Promise<Sql> {
  const { tenantId, organizationId } = access
  const conditions = [
    sql`e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId}`,
    ...(filter.group === undefined ? [] : [sql`e.type = ANY(${typesIn(eventGroups, filter.group)})`]),
    onDays(filter),
    beyond(tenantId, filter),
  ]
  const words = searchWords(filter.person?.slice(0, 100) ?? '')
  if (words.length > 0) conditions.push(await concerning(tx, access, { words, conditions, filter, take }))
  return join(conditions, ' AND ')
}

/** Up to this many events, reading the newest of each person is faster than reading all in order. */
const mostNewest = 13_000
/** If more people have a word, some of them are on most pages of the log. */
const rare = 10_000

/** How the events are found depends on how many people have the words. */
async function concerning(
  tx: Tx,
  access: OrganizationAccess,
  { words, ...page }: Page & { words: readonly string[]; conditions: readonly Sql[] },
): Promise<Sql> {
  const counts = words.map(
    (word) => sql`SELECT ${word}::text AS word, ${countOf(withWord(access, word))} AS people`,
  )
  const counted = await tx.$queryRaw<{ word: string; people: number }[]>(join(counts, ' UNION ALL '))
  const common = counted.filter(({ people }) => people > rare).map(({ word }) => withWord(access, word))
  const others = counted.filter(({ people }) => people <= rare).map(({ word }) => withWord(access, word))
  const hasCommon = (id: Sql) => having(common, id)
  if (others.length === 0) return sql`(${hasCommon(sql`e.actor_id`)} OR ${hasCommon(sql`e.target_id`)})`
  const found = join(others, ' INTERSECT ')
  const few = Math.floor(mostNewest / page.take)
  const people = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT subject_id AS id FROM (${found}) people LIMIT ${few + 1}`
  if (people.length <= few) return newestOf(people, { ...page, hasCommon })
  const isFound = (id: Sql) => sql`(${id} IN (${found}) AND ${hasCommon(id)})`
  return sql`(${isFound(sql`e.actor_id`)} OR ${isFound(sql`e.target_id`)})`
}

function newestOf(
  people: readonly { id: string }[],
  input: Page & { conditions: readonly Sql[]; hasCommon: (id: Sql) => Sql },
): Sql {
  const { filter, take, conditions, hasCommon } = input
  const order = isBackwards(filter) ? oldestFirst : newestFirst
  const by = (column: Sql) => sql`(
    SELECT each.id, each.occurred_at FROM unnest(${people.map(({ id }) => id)}::text[]) AS one (id) CROSS JOIN LATERAL (
      SELECT e.id, e.occurred_at FROM audit_events e WHERE ${join([...conditions], ' AND ')} AND ${column} = one.id
      ORDER BY ${order} LIMIT ${take}) each
    WHERE ${hasCommon(sql`one.id`)})`
  return sql`e.id = ANY(ARRAY(
    SELECT e.id FROM (${by(sql`e.actor_id`)} UNION ${by(sql`e.target_id`)}) e ORDER BY ${order} LIMIT ${take}))`
}

/** Ids of actors and targets, some more than once. */
function withWord({ tenantId, organizationId }: OrganizationAccess, word: string): Sql {
  return sql`
    SELECT w.subject_id FROM audit_words w
    WHERE w.tenant_id = ${tenantId} AND w.organization_id = ${organizationId} AND ${wordBegins(word)}`
}

function countOf(people: Sql): Sql {
  return sql`(SELECT count(*)::int FROM (${people} LIMIT ${rare + 1}) people)`
}

/** Looked up for the one id: as EXISTS, PostgreSQL may read all who have a word. */
function having(each: readonly Sql[], id: Sql): Sql {
  return join(
    [
      sql`true`,
      ...each.map((one) => sql`(SELECT true FROM (${one} AND w.subject_id = ${id} LIMIT 1) found)`),
    ],
    ' AND ',
  )
}
