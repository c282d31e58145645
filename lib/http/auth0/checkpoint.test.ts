import { expect, it } from 'vitest'
import { mostCounted } from '@/lib/domain/bounded-count'
import type { Window } from '@/lib/domain/window'
import { countedPage } from './checkpoint'

/** As a list of so many rows, which counts one more than it is asked for if there are more. */
function listOf(count: number) {
  return (window: Window) => {
    const most = window.countAtMost
    const total = most === undefined ? 0 : Math.min(count, most + 1)
    return Promise.resolve({ rows: ['a'], next: 'a', total })
  }
}

const as = { key: 'rows', wire: (id: string) => ({ id }) }
const page = { rows: [{ id: 'a' }], next: 'a' }

it('says how many there are only if it is asked for, and whether there are more', async () => {
  const counted = { take: 1, include_totals: true }
  expect(await countedPage({ take: 1 }, listOf(3), as)).toEqual(page)
  expect(await countedPage({ ...counted, include_totals: false }, listOf(3), as)).toEqual(page)
  const whole = { ...page, total: 3, total_is_capped: false }
  expect(await countedPage(counted, listOf(3), as)).toEqual(whole)
  const most = { ...page, total: mostCounted }
  expect(await countedPage(counted, listOf(mostCounted), as)).toEqual({ ...most, total_is_capped: false })
  expect(await countedPage(counted, listOf(mostCounted + 1), as)).toEqual({ ...most, total_is_capped: true })
})
