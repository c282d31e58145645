import { join, sql, type Sql } from '@/lib/db/sql'

/** As RFC 7644, section 3.4.2.2, describes them. Names of attributes are keys of Filterables. */
export type ResourceFilter =
  | { op: 'and' | 'or'; filters: readonly ResourceFilter[] }
  | { op: 'not'; filter: ResourceFilter }
  /** One element of the list that fulfils all of it. */
  | { op: 'element'; list: string; filter: ResourceFilter }
  | { op: 'pr'; attribute: string }
  | { op: Comparator; attribute: string; value: string | boolean | Date }

export type Comparator = keyof typeof comparisons

export interface Filterable {
  type: 'text' | 'flag' | 'moment'
  column: Sql
  /** A text in the form that the column has; the column as it is without it. */
  given?: (text: string) => Sql
  /** For an attribute of rows or elements that belong to the resource: whether there is one of which this holds. */
  within?: (test: Sql) => Sql
}

/** By names in lower case. */
export interface Filterables {
  attributes: Readonly<Record<string, Filterable>>
  /** What conditions on an element of a list compare. */
  lists: Readonly<Record<string, FilterableList>>
}

export interface FilterableList {
  attributes: Readonly<Record<string, Filterable>>
  within: (test: Sql) => Sql
}

const comparisons = {
  eq: (column: Sql, value: Sql) => sql`${column} = ${value}`,
  ne: (column: Sql, value: Sql) => sql`${column} IS DISTINCT FROM ${value}`,
  co: (column: Sql, value: Sql) => sql`strpos(${column}, ${value}) > 0`,
  sw: (column: Sql, value: Sql) => sql`starts_with(${column}, ${value})`,
  ew: (column: Sql, value: Sql) => sql`right(${column}, length(${value})) = ${value}`,
  gt: (column: Sql, value: Sql) => sql`${column} > ${value}`,
  ge: (column: Sql, value: Sql) => sql`${column} >= ${value}`,
  lt: (column: Sql, value: Sql) => sql`${column} < ${value}`,
  le: (column: Sql, value: Sql) => sql`${column} <= ${value}`,
}

const equality = ['eq', 'ne'] as const

/** Of the values of each type. */
export const comparatorsOf: Readonly<Record<Filterable['type'], readonly Comparator[]>> = {
  text: [...equality, 'co', 'sw', 'ew'],
  flag: equality,
  moment: [...equality, 'gt', 'ge', 'lt', 'le'],
}

/** True, false or null; the names in it are those of `filterables`. */
export function conditionOf(filter: ResourceFilter, filterables: Filterables): Sql {
  const { attributes, lists } = filterables
  if ('filters' in filter) {
    const parts = filter.filters.map((one) => conditionOf(one, filterables))
    return sql`(${join(parts, filter.op === 'and' ? ' AND ' : ' OR ')})`
  }
  if (filter.op === 'not') return sql`NOT coalesce(${conditionOf(filter.filter, filterables)}, false)`
  if (filter.op === 'element') {
    const list = known(lists, filter.list)
    return list.within(conditionOf(filter.filter, { attributes: list.attributes, lists: {} }))
  }
  const attribute = known(attributes, filter.attribute)
  const test = testOf(filter, attribute)
  return attribute.within ? attribute.within(test) : test
}

function testOf(
  filter: Extract<ResourceFilter, { attribute: string }>,
  { column, given }: Pick<Filterable, 'column' | 'given'>,
): Sql {
  if (filter.op === 'pr') return sql`${column} IS NOT NULL`
  const { op, value } = filter
  if (value instanceof Date) return comparisons[op](column, sql`${value.toISOString()}::timestamptz`)
  const isText = typeof value === 'string'
  return comparisons[op](column, isText && given ? given(value) : sql`${value}`)
}

function known<T>(table: Readonly<Record<string, T>>, name: string): T {
  const found = table[name]
  if (found === undefined) throw new Error(`Nothing is filtered by ${name}.`)
  return found
}

/** As it is shown: without microseconds. */
export function momentIn(column: Sql): Filterable {
  return { type: 'moment', column: sql`date_trunc('milliseconds', ${column})` }
}
