const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })

/** In UTC: an email does not know its reader's time zone. */
export function readableDate(date: Date): string {
  const parts = new Map(day.formatToParts(date).map(({ type, value }) => [type, value]))
  const words = [parts.get('day'), parts.get('month'), parts.get('year')].join(' ')
  return `${parts.get('weekday') ?? ''}, ${words}, at ${clock.format(date)}\u00a0UTC`
}

export function readableMinutes(minutes: number): string {
  if (minutes % 1440 === 0) return count(minutes / 1440, 'day')
  if (minutes % 60 === 0) return count(minutes / 60, 'hour')
  return count(minutes, 'minute')
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`
}
