import { z } from 'zod'
import { mostCounted } from '@/lib/domain/bounded-count'
import type { Window, Windowed } from '@/lib/domain/window'
import { defaultPageSize, pagingQuery } from './paging'

/** For lists that Auth0 pages only from a checkpoint. */
export const checkpointQuery = { take: pagingQuery.take, from: pagingQuery.from }
type CheckpointQuery = z.output<z.ZodObject<typeof checkpointQuery>>

/** For a list that can be counted. */
export const countedQuery = { ...checkpointQuery, include_totals: pagingQuery.include_totals }

export function countedAnswer<S extends z.ZodType>(key: string, row: S) {
  return checkpointAnswer(key, row).extend({
    total: z.int().optional().describe('With include_totals. Of the whole list.'),
    total_is_capped: z.boolean().optional().describe('Whether there are more than `total`.'),
  })
}

export function checkpointAnswer<S extends z.ZodType>(key: string, row: S) {
  return z.strictObject({ [key]: z.array(row), next: z.string().optional() })
}

interface List<T> {
  key: string
  wire: (row: T) => object
}

type Rows<T> = Omit<Windowed<T>, 'total'>

export async function checkpointPage<T>(
  query: CheckpointQuery,
  list: (window: Window) => Promise<Rows<T>>,
  as: List<T>,
) {
  return rowsFrom(await list(windowFrom(query)), as)
}

/** As checkpointPage(), with a count up to `mostCounted` if it is requested. */
export async function countedPage<T>(
  query: z.output<z.ZodObject<typeof countedQuery>>,
  list: (window: Window) => Promise<Windowed<T>>,
  as: List<T>,
) {
  if (query.include_totals !== true) return checkpointPage(query, list, as)
  const found = await list({ ...windowFrom(query), countAtMost: mostCounted })
  const total = Math.min(found.total, mostCounted)
  return { ...rowsFrom(found, as), total, total_is_capped: found.total > mostCounted }
}

function windowFrom({ take = defaultPageSize, from }: CheckpointQuery) {
  return { take, after: from ?? null }
}

function rowsFrom<T>({ rows, next }: Rows<T>, { key, wire }: List<T>) {
  return { [key]: rows.map(wire), ...(next === null ? {} : { next }) }
}
