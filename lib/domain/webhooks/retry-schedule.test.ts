import { expect, it } from 'vitest'
import { secondsToHold, secondsToNext } from './retry-schedule'

it('makes ten attempts in about three days, each later than the one before', () => {
  const waits = Array.from({ length: 10 }, (_, index) => secondsToNext(index + 1, null))
  const between = waits.filter((wait) => wait !== null)
  expect(waits.at(-1)).toBeNull()
  expect(between).toHaveLength(9)
  expect(between).toEqual(between.toSorted((one, other) => one - other))
  const days = between.reduce((sum, wait) => sum + wait, 0) / 86_400
  expect(days).toBeGreaterThan(3)
  expect(days).toBeLessThan(4)
})

it('waits as long as the receiver asks, up to a day', () => {
  expect(secondsToNext(1, 600)).toBe(600)
  expect(secondsToNext(1, 30 * 86_400)).toBe(86_400)
  expect(secondsToNext(9, 1)).toBeGreaterThanOrEqual(86_400)
  expect(secondsToNext(10, 600)).toBeNull()
})

it('holds deliveries as long as the receiver has failed, for ten minutes at most, unless it asks for more', () => {
  expect([0, 60, 86_400].map((failing) => secondsToHold(failing, null))).toEqual([5, 60, 600])
  expect(secondsToHold(1, 7200)).toBe(7200)
})
