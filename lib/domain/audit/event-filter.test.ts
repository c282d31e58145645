import { expect, it } from 'vitest'
import { dayStart, isTimeZone } from './event-filter'

const begins: [string, string, number, string][] = [
  ['2026-07-01', 'UTC', 0, '2026-07-01T00:00:00.000Z'],
  ['2026-07-01', 'Europe/Berlin', 0, '2026-06-30T22:00:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', 0, '2026-03-28T23:00:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', 1, '2026-03-29T22:00:00.000Z'],
  ['2026-12-31', 'America/Los_Angeles', 1, '2027-01-01T08:00:00.000Z'],
  ['2026-07-01', 'Asia/Kathmandu', 0, '2026-06-30T18:15:00.000Z'],
]

it('a day begins at midnight of its time zone, also where the clocks change on it', () => {
  for (const [day, zone, days, expected] of begins)
    expect(dayStart(day, zone, days)?.toISOString(), `${day} ${zone}`).toBe(expected)
})

it('rejects invalid dates and time zones', () => {
  expect([dayStart('never', 'UTC'), dayStart('2026-13-01', 'UTC')]).toEqual([null, null])
  expect([isTimeZone('Europe/Berlin'), isTimeZone('Mars/Olympus')]).toEqual([true, false])
})
