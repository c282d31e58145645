import type { Tx } from '@/lib/db/prisma'
import { join, sql, type Sql } from '@/lib/db/sql'
import { notFound, type DomainError } from '@/lib/errors'
import { beyond, inOrder, type Order } from './order'
import { reach, windowed, type Window, type Windowed } from './window'

/** What has to be there for a list to be. */
export interface Requirement {
  /** A condition, which may look into any table. */
  exists: Sql
  /** What is said otherwise: not_found unless another error is made here. */
  absent?: () => DomainError
}

export interface ListQuery<Row> extends Sorting {
  columns: Sql
  /** More columns, which may refer to the others as `page.…`. They are read only for the rows of the page. */
  extra?: Sql
  /** The tables and the condition of the whole list: what stands after FROM, with a WHERE. */
  from: Sql
  /** The same for counting, where fewer tables do. */
  counted?: Sql
  /** The first that is absent is what is said. */
  requires?: readonly Requirement[]
  /** Where a row stands, as `after` of a window says it. */
  placeOf: (row: Row) => string
}

interface Sorting {
  /** The condition for the rows after the place where the window begins. */
  behind: Sql
  order: Sql
}

/** By id in a window that says `after`; by `order` in one that says `skip`. */
export function byId(window: Window, id: Sql, order: Sql = id): Sorting {
  return 'skip' in window
    ? { behind: sql`true`, order }
    : { behind: sql`${id} > ${reach(window).after}`, order: id }
}

/** In an order whose places are written by placeOf() of ./order. @throws DomainError invalid at `from` */
export function bySort(window: Window, order: Order): Sorting {
  return { behind: beyond(reach(window).after, order), order: inOrder(order) }
}

interface Head {
  /** The number of the requirement that is absent. */
  missing: number | null
  total: number
  /** Null beside an empty page. */
  isRow: true | null
}

/**
 * A page of a list, what it requires and its total, in one statement.
 * @throws DomainError not_found, or what the query says, where something that it requires is absent
 */
export async function readPage<Row extends object>(
  tx: Tx,
  window: Window,
  { columns, extra, from, counted = from, requires = [], behind, order, placeOf }: ListQuery<Row>,
): Promise<Windowed<Row>> {
  const { skip, take } = reach(window)
  const isCounted = 'skip' in window && window.isCounted !== false
  const total = isCounted ? sql`(SELECT count(*)::int FROM ${counted})` : sql`0`
  const found = await tx.$queryRaw<(Row & Head)[]>(sql`
    SELECT head.missing, head.total, page.*${also(extra)}
    FROM (SELECT ${missing(requires)} AS missing, ${total} AS total) head
    LEFT JOIN LATERAL (
      SELECT true AS "isRow", ${columns} FROM ${from} AND ${behind}
      ORDER BY ${order} LIMIT ${take} OFFSET ${skip}) page ON true`)
  const [head] = found
  if (!head) throw new Error('A left join lost its only row.')
  if (head.missing !== null) throw requires[head.missing]?.absent?.() ?? notFound()
  const rows = found.filter(({ isRow }) => isRow).map(withoutHead<Row>)
  return { ...windowed(window, rows, placeOf), total: head.total }
}

function also(columns: Sql | undefined): Sql {
  return columns === undefined ? sql`` : sql`, ${columns}`
}

/** The number of the first requirement that is absent, or null. */
function missing(requires: readonly Requirement[]): Sql {
  const cases = requires.map(({ exists }, index) => sql`WHEN NOT (${exists}) THEN ${index}::int`)
  return cases.length === 0 ? sql`NULL::int` : sql`CASE ${join(cases, ' ')} END`
}

function withoutHead<Row extends object>({ missing: _, total: __, isRow: ___, ...row }: Row & Head): Row {
  return row as Row
}
