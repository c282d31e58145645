import { LocalTime } from './local-time'

interface TimeProps {
  value: Date | string
  /** Pass the same time to all times on the page. */
  now?: Date
}

/** Relative up to 30 days, then a date; the full time is its title. */
export function Time({ value, now = new Date() }: TimeProps) {
  const moment = typeof value === 'string' ? new Date(value) : value
  return <LocalTime value={moment.toISOString()} relative={relativeTime(moment, now)} />
}

/** The date and time in words. */
export function FullTime({ value }: Pick<TimeProps, 'value'>) {
  return <LocalTime value={new Date(value).toISOString()} shows="full" />
}

/** The date alone, however near it is. */
export function LocalDate({ value }: Pick<TimeProps, 'value'>) {
  return <LocalTime value={new Date(value).toISOString()} />
}

/** The time of the day alone. */
export function ClockTime({ value }: Pick<TimeProps, 'value'>) {
  return <LocalTime value={new Date(value).toISOString()} shows="clock" />
}

/** A day in UTC, `2026-11-28`. */
export function Day({ value }: { value: string }) {
  return (
    <time dateTime={value} className="whitespace-nowrap">
      {days.format(new Date(value))}
    </time>
  )
}

const days = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const phrases = new Map<string, string>()

/** Rows of a list have the same few phrases. */
function phrase(value: number, unit: 'minute' | 'hour' | 'day'): string {
  const name = `${value} ${unit}`
  const known = phrases.get(name) ?? relative.format(value, unit)
  phrases.set(name, known)
  return known
}

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** Undefined if it is too long ago or too far ahead. */
function relativeTime(moment: Date, now: Date): string | undefined {
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000)
  const distance = Math.abs(seconds)
  if (distance < minute) return seconds > 0 ? 'in a moment' : 'just now'
  if (distance < hour) return phrase(Math.trunc(seconds / minute), 'minute')
  if (distance < day) return phrase(Math.trunc(seconds / hour), 'hour')
  return distance < 30 * day ? phrase(Math.round(seconds / day), 'day') : undefined
}
