import { sql, type Sql } from '@/lib/db/sql'

/** Pages do not count further: a list takes as long among 100,000 as among 1,000. */
export const mostCounted = 1_000

/** How many members a page reads, with what each of them has, as foyer.connection_usage does: the first, by user id. */
export const mostExamined = 1_000

interface Counted {
  /** What follows FROM. */
  from: Sql
  /** In the order of an index: otherwise PostgreSQL may read much of the table before it finds enough. */
  order: Sql
}

/** The count is `most + 1` if there are more than `most`. */
export function countAtMost(most: number, { from, order }: Counted): Sql {
  return sql`(SELECT count(*)::int FROM (SELECT FROM ${from} ORDER BY ${order} LIMIT ${most + 1}) counted)`
}

/** “12”, “more than 1,000” or, with a noun, “12 users”. @param count of which pages show no more than `mostCounted` */
export function countText(count: number, noun?: string): string {
  const number =
    count > mostCounted ? `more than ${mostCounted.toLocaleString('en')}` : count.toLocaleString('en')
  return noun === undefined ? number : `${number} ${noun}${count === 1 ? '' : 's'}`
}
