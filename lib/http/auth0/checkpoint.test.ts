import { expect, it } from 'vitest'
import { mostCounted } from '@/lib/domain/bounded-count'
import type { Window } from '@/lib/domain/window'
import { countedPage } from './checkpoint'

/** A list of `count` rows, which counts at most one more than `countAtMost`. */
function listOf(count: number) {
  return (window: Window) => {
    const most = window.countAtMost
    const total = most === undefined ? 0 : Math.min(count, most + 1)
    return Promise.resolve({ rows: ['a'], next: 'a', total })
  }
}

const as = { key: 'rows', wire: (id: string) => ({ id }) }
const page = { rows: [{ id: 'a' }], next: 'a' }

it('answers the total only if requested, and whether there are more', async () => {
  const counted = { take: 1, include_totals: true }
  expect(await countedPage({ take: 1 }, listOf(3), as)).toEqual(page)
  expect(await countedPage({ ...counted, include_totals: false }, listOf(3), as)).toEqual(page)
  const whole = { ...page, total: 3, total_is_capped: false }
  expect(await countedPage(counted, listOf(3), as)).toEqual(whole)
  const most = { ...page, total: mostCounted }
  expect(await countedPage(counted, listOf(mostCounted), as)).toEqual({ ...most, total_is_capped: false })
  expect(await countedPage(counted, listOf(mostCounted + 1), as)).toEqual({ ...most, total_is_capped: true })
})
