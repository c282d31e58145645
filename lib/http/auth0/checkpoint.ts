import { z } from 'zod'
import type { Window, Windowed } from '@/lib/domain/window'
import { pagingQuery } from './paging'

/** For lists that Auth0 pages only from a checkpoint. */
export const checkpointQuery = { take: pagingQuery.take, from: pagingQuery.from }

export function checkpointAnswer<S extends z.ZodType>(key: string, row: S) {
  return z.strictObject({ [key]: z.array(row), next: z.string().optional() })
}

export async function checkpointPage<T>(
  query: { take?: number | undefined; from?: string | undefined },
  list: (window: Window) => Promise<Omit<Windowed<T>, 'total'>>,
  { key, wire }: { key: string; wire: (row: T) => object },
) {
  const { rows, next } = await list({ take: query.take ?? 50, after: query.from ?? null })
  return { [key]: rows.map(wire), ...(next === null ? {} : { next }) }
}
