import { countText, mostCounted } from './bounded-count'
import type { OffsetWindow, Windowed } from './window'

export interface NumberedPage<Row> {
  rows: Row[]
  /** Of more than `mostCounted`, one more. */
  total: number
  page: number
  hasNext: boolean
  /** More rows follow that no page shows. */
  isCut: boolean
}

/** Each page reads what comes before it. People find what is further down by searching. */
const furthest = 10_000

type Read<Row> = (window: OffsetWindow) => Promise<Windowed<Row>>

/** `page`: from 1; beyond the last page, the last one is read, of the first 10,000 rows. `size`: at most 99. */
export async function readNumberedPage<Row>(
  read: Read<Row>,
  { page, size }: { page: number; size: number },
): Promise<NumberedPage<Row>> {
  const lastOfAll = Math.ceil(furthest / size)
  if (page > lastOfAll) return readNumberedPage(read, { page: lastOfAll, size })
  const skip = (page - 1) * size
  const { rows, total } = await read({ take: size + 1, skip, countAtMost: mostCounted })
  if (rows.length === 0 && page > 1) return readNumberedPage(read, { page: await lastPage(read, size), size })
  const goesOn = rows.length > size
  const isLast = page === lastOfAll
  return { rows: rows.slice(0, size), total, page, hasNext: goesOn && !isLast, isCut: goesOn && isLast }
}

type Place = Pick<NumberedPage<unknown>, 'page' | 'total' | 'hasNext' | 'isCut'>

/** “26–50 of 140”. `shown`: rows on the page, of at most `size`. */
export function rangeText(
  { page, total, hasNext, isCut }: Place,
  { size, shown }: { size: number; shown: number },
) {
  const before = (page - 1) * size
  const last = before + shown
  const range = `${numberText(before + 1)}–${numberText(last)} of`
  if (last <= mostCounted) return `${range} ${countText(total)}`
  return `${range} ${hasNext || isCut ? 'more than ' : ''}${numberText(last)}`
}

function numberText(count: number): string {
  return count.toLocaleString('en')
}

/** What the last page says of the rows that no page shows. */
export function endText({ isCut }: { isCut: boolean }, canSearch = true): string | undefined {
  if (!isCut) return undefined
  const others = canSearch ? 'search or filter to find the others' : 'the Management API lists all of them'
  return `Pages end after ${numberText(furthest)} rows: ${others}.`
}

async function lastPage<Row>(read: Read<Row>, size: number): Promise<number> {
  const { total } = await read({ take: 0, skip: 0, countAtMost: furthest })
  return Math.max(1, Math.ceil(total / size))
}
