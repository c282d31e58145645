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

/** `page`: from 1; beyond the last page, the last one is read. `size`: at most 99. */
export async function readNumberedPage<Row>(
  read: Read<Row>,
  { page, size }: { page: number; size: number },
): Promise<NumberedPage<Row>> {
  const skip = (page - 1) * size
  const { rows, total } = await read({ take: size + 1, skip, countAtMost: mostCounted })
  if (rows.length === 0 && page > 1) return readNumberedPage(read, { page: await lastPage(read, size), size })
  return { rows: rows.slice(0, size), total, page, hasNext: rows.length > size }
}

async function lastPage<Row>(read: Read<Row>, size: number): Promise<number> {
  const { total } = await read({ take: 0, skip: 0 })
  return Math.max(1, Math.ceil(total / size))
}
