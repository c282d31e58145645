'use client'

import { useHydrated } from './use-hydrated'

interface LocalTimeProps {
  value: string
  relative?: string | undefined
  shows?: 'date' | 'full' | 'clock'
}

/** In the viewer’s time zone, which only the browser knows; before that and without JavaScript in UTC. */
export function LocalTime({ value, relative, shows = 'date' }: LocalTimeProps) {
  const formats = useHydrated() ? local() : utc
  const moment = new Date(value)
  return (
    <time dateTime={value} title={shows === 'full' ? undefined : formats.full.format(moment)}>
      {relative ?? formats[shows].format(moment)}
    </time>
  )
}

function formatsIn(timeZone?: string) {
  const zone = timeZone === undefined ? {} : { timeZone }
  return {
    date: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', ...zone }),
    clock: new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      ...zone,
      ...(timeZone === undefined ? {} : { timeZoneName: 'short' }),
    }),
    full: new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'short',
      ...zone,
    }),
  }
}

const utc = formatsIn('UTC')
let localFormats: typeof utc | undefined

function local(): typeof utc {
  return (localFormats ??= formatsIn())
}
