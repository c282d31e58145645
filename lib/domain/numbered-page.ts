import { mostCounted } from './bounded-count'
import type { OffsetWindow, Windowed } from './window'

export interface NumberedPage<Row> {
  rows: Row[]
  /** Of more than `mostCounted`, one more. */
  total: number
  page: number
  hasNext: boolean
}

type Read<Row> = (window: OffsetWindow) => Promise<Windowed<Row>>

/** A page further back would read all the rows before it. */
const mostReached = 10_000

/**
 * Beyond the last page, the last one is read; it ends within the first `mostReached` rows, and search finds the others.
 * `page`: from 1; `size`: at most 99.
 */
export async function readNumberedPage<Row>(
  read: Read<Row>,
  { page: wanted, size }: { page: number; size: number },
): Promise<NumberedPage<Row>> {
  const last = Math.floor(mostReached / size)
  const page = Math.min(wanted, last)
  const skip = (page - 1) * size
  const { rows, total } = await read({ take: size + 1, skip, countAtMost: mostCounted })
  if (rows.length === 0 && page > 1) return readNumberedPage(read, { page: await lastPage(read, size), size })
  return { rows: rows.slice(0, size), total, page, hasNext: rows.length > size && page < last }
}

async function lastPage<Row>(read: Read<Row>, size: number): Promise<number> {
  const { total } = await read({ take: 0, skip: 0, countAtMost: mostReached })
  return Math.max(1, Math.ceil(total / size))
}
