import { expect, it } from 'vitest'
import { mostCounted } from './bounded-count'
import { endText, rangeText, readNumberedPage } from './numbered-page'
import { type OffsetWindow, windowOnto, type Windowed } from './window'

const size = 25

async function pageOf(length: number, page: number) {
  const list = Array.from({ length }, (_, index) => index + 1)
  const read = (window: OffsetWindow): Promise<Windowed<number>> => {
    const found = windowOnto(list, window, String)
    return Promise.resolve({ ...found, total: Math.min(found.total, (window.countAtMost ?? Infinity) + 1) })
  }
  const { rows, ...place } = await readNumberedPage(read, page)
  return { ...place, rows: [rows[0], rows.at(-1)] }
}

it.each([
  {
    length: 0,
    page: 1,
    found: { page: 1, total: 0, hasNext: false, isCut: false, rows: [undefined, undefined] },
  },
  { length: 51, page: 2, found: { page: 2, total: 51, hasNext: true, isCut: false, rows: [26, 50] } },
  { length: 51, page: 9999, found: { page: 3, total: 51, hasNext: false, isCut: false, rows: [51, 51] } },
  {
    length: 2000,
    page: 79,
    found: { page: 79, total: mostCounted + 1, hasNext: true, isCut: false, rows: [1951, 1975] },
  },
  {
    length: 2000,
    page: 80,
    found: { page: 80, total: mostCounted + 1, hasNext: false, isCut: false, rows: [1976, 2000] },
  },
  {
    length: 2000,
    page: 81,
    found: { page: 80, total: mostCounted + 1, hasNext: false, isCut: false, rows: [1976, 2000] },
  },
  {
    length: 20_000,
    page: 400,
    found: { page: 400, total: mostCounted + 1, hasNext: false, isCut: true, rows: [9976, 10000] },
  },
  {
    length: 10_000,
    page: 400,
    found: { page: 400, total: mostCounted + 1, hasNext: false, isCut: false, rows: [9976, 10000] },
  },
  {
    length: 20_000,
    page: 9999,
    found: { page: 400, total: mostCounted + 1, hasNext: false, isCut: true, rows: [9976, 10000] },
  },
])('page $page of $length rows', async ({ length, page, found }) => {
  expect(await pageOf(length, page)).toEqual(found)
})

it.each([
  { length: 51, page: 2, text: '26–50 of 51' },
  { length: 1000, page: 40, text: '976–1,000 of 1,000' },
  { length: 2000, page: 40, text: '976–1,000 of more than 1,000' },
  { length: 2000, page: 79, text: '1,951–1,975 of more than 1,975' },
  { length: 1990, page: 80, text: '1,976–1,990 of 1,990' },
  { length: 20_000, page: 400, text: '9,976–10,000 of more than 10,000' },
])('page $page of $length rows says “$text”', async ({ length, page, text }) => {
  const found = await pageOf(length, page)
  const shown = Math.min(size, length - (page - 1) * size)
  expect(rangeText(found, shown)).toBe(text)
})

it('says why the last page ends before the list does, and what to do', () => {
  expect(endText({ isCut: false })).toBeUndefined()
  expect(endText({ isCut: true })).toBe('Pages end after 10,000 rows: search or filter to find the others.')
  expect(endText({ isCut: true }, false)).toMatch('the Management API lists all of them.')
})
