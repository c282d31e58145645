const millisecondsPerDay = 86_400_000

/** Of `YYYY-MM-DD` in a time zone, `days` later; null if it is no date. */
export function dayStart(day: string, zone: string, days = 0): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const inUtc = Date.parse(`${day}T00:00:00Z`) + days * millisecondsPerDay
  if (Number.isNaN(inUtc)) return null
  const near = inUtc - offsetAt(inUtc, zone)
  return new Date(inUtc - offsetAt(near, zone))
}

export function isTimeZone(zone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** How far the clocks there are ahead of UTC. */
function offsetAt(moment: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const there = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return there - moment
}
