import { expect, it } from 'vitest'
import { BoundedMap } from './bounded-map'

it('forgets what was added first, once it is full', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('one', 1).set('two', 2).set('one', 3)
  expect([...map]).toEqual([
    ['one', 3],
    ['two', 2],
  ])
  map.set('three', 4)
  expect([...map]).toEqual([
    ['two', 2],
    ['three', 4],
  ])
})
