export interface TimeProps {
  value: Date | string
  /** Pass the same time to all times on the page. */
  now?: Date
}

export function Time({ value, now = new Date() }: TimeProps) {
  const moment = typeof value === 'string' ? new Date(value) : value
  return (
    <time dateTime={moment.toISOString()} title={`${full.format(moment)} UTC`} className="whitespace-nowrap">
      {relativeTime(moment, now)}
    </time>
  )
}

const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium', timeZone: 'UTC' })
const date = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

const minute = 60
const hour = 60 * minute
const day = 24 * hour

function relativeTime(moment: Date, now: Date): string {
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000)
  const distance = Math.abs(seconds)
  if (distance < minute) return seconds > 0 ? 'in a moment' : 'just now'
  if (distance < hour) return relative.format(Math.trunc(seconds / minute), 'minute')
  if (distance < day) return relative.format(Math.trunc(seconds / hour), 'hour')
  if (distance < 30 * day) return relative.format(Math.round(seconds / day), 'day')
  return date.format(moment)
}
