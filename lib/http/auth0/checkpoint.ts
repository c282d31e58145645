import { z } from 'zod'
import { mostCounted } from '@/lib/domain/bounded-count'
import type { Window, Windowed } from '@/lib/domain/window'
import { pagingQuery } from './paging'

/** For lists that Auth0 pages only from a checkpoint. */
export const checkpointQuery = { take: pagingQuery.take, from: pagingQuery.from }

/** Of a list that also says how many there are. */
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

interface Asked {
  take?: number | undefined
  from?: string | undefined
}

interface List<T> {
  key: string
  wire: (row: T) => object
}

export async function checkpointPage<T>(
  query: Asked,
  list: (window: Window) => Promise<Omit<Windowed<T>, 'total'>>,
  as: List<T>,
) {
  return pageOf(await list(windowOf(query)), as)
}

/** As checkpointPage(), with a count up to `mostCounted` if it is asked for. */
export async function countedPage<T>(
  query: Asked & { include_totals?: boolean | undefined },
  list: (window: Window) => Promise<Windowed<T>>,
  as: List<T>,
) {
  if (query.include_totals !== true) return checkpointPage(query, list, as)
  const found = await list({ ...windowOf(query), countAtMost: mostCounted })
  const total = Math.min(found.total, mostCounted)
  return { ...pageOf(found, as), total, total_is_capped: found.total > mostCounted }
}

function windowOf({ take = 50, from }: Asked) {
  return { take, after: from ?? null }
}

function pageOf<T>({ rows, next }: Omit<Windowed<T>, 'total'>, { key, wire }: List<T>) {
  return { [key]: rows.map(wire), ...(next === null ? {} : { next }) }
}
