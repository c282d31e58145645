import { expect, it } from 'vitest'
import { countText, hasNextPage, mostCounted } from './bounded-count'

it('says how many there are as far as they are counted', () => {
  expect([0, 12, mostCounted, mostCounted + 1].map(countText)).toEqual(['0', '12', '1000', 'more than 1,000'])
})

it.each([
  { total: 51, skip: 25, shown: 25, next: true },
  { total: 50, skip: 25, shown: 25, next: false },
  { total: 51, skip: 50, shown: 1, next: false },
  { total: mostCounted + 1, skip: mostCounted, shown: 25, next: true },
  { total: mostCounted + 1, skip: 2 * mostCounted, shown: 7, next: false },
])('of $total, after $skip and $shown more, there is a next page: $next', ({ next, ...page }) => {
  expect(hasNextPage({ ...page, take: 25 })).toBe(next)
})
