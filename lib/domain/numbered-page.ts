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

const pageSize = 25

/** Each page reads what comes before it. People find what is further down by searching. */
const furthest = 10_000
const lastOfAll = furthest / pageSize

type Read<Row> = (window: OffsetWindow) => Promise<Windowed<Row>>

/** `page`: from 1; beyond the last page, the last one is read, of the first 10,000 rows. */
export async function readNumberedPage<Row>(read: Read<Row>, page: number): Promise<NumberedPage<Row>> {
  if (page > lastOfAll) return readNumberedPage(read, lastOfAll)
  const skip = (page - 1) * pageSize
  const { rows, total } = await read({ take: pageSize + 1, skip, countAtMost: mostCounted })
  if (rows.length === 0 && page > 1) return readNumberedPage(read, await lastPage(read))
  const goesOn = rows.length > pageSize
  const isLast = page === lastOfAll
  return { rows: rows.slice(0, pageSize), total, page, hasNext: goesOn && !isLast, isCut: goesOn && isLast }
}

type Place = Pick<NumberedPage<unknown>, 'page' | 'total' | 'hasNext' | 'isCut'>

/** “26–50 of 140”. `shown`: how many rows the page has. */
export function rangeText({ page, total, hasNext, isCut }: Place, shown: number) {
  const before = (page - 1) * pageSize
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

async function lastPage<Row>(read: Read<Row>): Promise<number> {
  const { total } = await read({ take: 0, skip: 0, countAtMost: furthest })
  return Math.max(1, Math.ceil(total / pageSize))
}
