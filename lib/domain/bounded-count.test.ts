import { expect, it } from 'vitest'
import { countText, mostCounted } from './bounded-count'

it('says how many there are as far as they are counted', () => {
  expect([0, 12, mostCounted, mostCounted + 1].map(countText)).toEqual([
    '0',
    '12',
    '1,000',
    'more than 1,000',
  ])
})
