import { expect, it } from 'vitest'
import { countText, mostCounted } from './bounded-count'

it('says how many there are as far as they are counted', () => {
  expect([0, 12, mostCounted, mostCounted + 1].map((count) => countText(count))).toEqual([
    '0',
    '12',
    '1,000',
    'more than 1,000',
  ])
  expect([0, 1, 2].map((count) => countText(count, 'user'))).toEqual(['0 users', '1 user', '2 users'])
})
