import type { Tx } from '@/lib/db/prisma'
import { join, raw, sql, type Sql } from '@/lib/db/sql'
import { plannedEachTime } from '@/lib/db/statement-names'
import { notFound, type DomainError } from '@/lib/errors'
import { countAtMost } from './bounded-count'
import { inOrder, isAfterPlace, type Order } from './order'
import { rangeOf, windowed, type Window, type Windowed } from './window'

export interface Requirement {
  exists: Sql
  /** By default not_found. */
  absent?: () => DomainError
}

export interface ListQuery<Row> extends Sorting {
  /** A query with a name, for the others to select from. */
  with?: Sql
  columns: Sql
  /** Columns that may refer to the others as `page.…`; read only for the rows of the page. */
  extra?: Sql
  /** What follows FROM, with a WHERE. */
  from: Sql
  /** The same with fewer tables, for counting. */
  counted?: Sql
  /** An index’s order, for counting with a limit; by default the page’s. */
  countedBy?: Sql
  /** PostgreSQL plans it for each request: it sorts a small organization’s rows, and reads a large one’s from an index. */
  isPlannedEachTime?: boolean
  /** The first absent one decides the error. */
  requires?: readonly Requirement[]
  /** The row’s place as a window’s `after`. */
  placeOf: (row: Row) => string
}

interface Sorting {
  /** Of a row beyond the window’s `after`; by default true of all. */
  isAfter?: Sql
  order: Sql
}

/** By id in a window with `after`; by `order` in one with `skip`. */
export function byId(window: Window, id: Sql, order: Sql = id): Sorting {
  return 'skip' in window ? { order } : { isAfter: sql`${id} > ${rangeOf(window).after}`, order: id }
}

/** @throws DomainError invalid at `from` */
export function bySort(window: Window, order: Order): Sorting {
  return { isAfter: isAfterPlace(rangeOf(window).after, order), order: inOrder(order) }
}

interface Head {
  /** The index of the first absent requirement. */
  missing: number | null
  total: number
  /** Null for an empty page. */
  isRow: true | null
}

/** One statement for page, requirements and total. @throws DomainError not_found, or the requirement’s own */
export async function readPage<Row extends object>(
  tx: Tx,
  window: Window,
  query: ListQuery<Row>,
): Promise<Windowed<Row>> {
  const { columns, from, requires = [], order, placeOf, isAfter = sql`true` } = query
  const planned = query.isPlannedEachTime ? raw(plannedEachTime) : sql``
  const { skip, take } = rangeOf(window)
  const found = await tx.$queryRaw<
    [Row & Head, ...(Row & Head)[]]
  >(sql`${planned} ${optional('WITH', query.with)}
    SELECT head.missing, head.total, page.*${optional(',', query.extra)}
    FROM (SELECT ${missing(requires)} AS missing, ${totalOf(window, query)} AS total) head
    LEFT JOIN LATERAL (
      SELECT true AS "isRow", ${columns} FROM ${from} AND ${isAfter}
      ORDER BY ${order} LIMIT ${take} OFFSET ${skip}) page ON true`)
  const [head] = found
  if (head.missing !== null) throw requires[head.missing]?.absent?.() ?? notFound()
  const rows = found.filter(({ isRow }) => isRow).map(withoutHead<Row>)
  return { ...windowed(window, rows, placeOf), total: head.total }
}

function totalOf<Row>(window: Window, { from, counted = from, countedBy, order }: ListQuery<Row>): Sql {
  const isCounted = 'skip' in window ? window.isCounted !== false : window.countAtMost !== undefined
  if (!isCounted) return sql`0`
  return window.countAtMost === undefined
    ? sql`(SELECT count(*)::int FROM ${counted})`
    : countAtMost(window.countAtMost, { from: counted, order: countedBy ?? order })
}

function optional(before: string, part: Sql | undefined): Sql {
  return part === undefined ? sql`` : sql`${raw(before)} ${part}`
}

function missing(requires: readonly Requirement[]): Sql {
  const cases = requires.map(({ exists }, index) => sql`WHEN NOT (${exists}) THEN ${index}::int`)
  return cases.length === 0 ? sql`NULL::int` : sql`CASE ${join(cases, ' ')} END`
}

function withoutHead<Row extends object>({ missing: _, total: __, isRow: ___, ...row }: Row & Head): Row {
  return row as Row
}
