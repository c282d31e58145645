'use client'

import { useHydrated } from './use-hydrated'

interface LocalTimeProps {
  value: string
  relative?: string | undefined
  isFull?: boolean
}

/** In the viewer’s time zone, which only the browser knows; before that and without JavaScript in UTC. */
export function LocalTime({ value, relative, isFull = false }: LocalTimeProps) {
  const { date, full } = useHydrated() ? local() : utc
  const moment = new Date(value)
  const inFull = full.format(moment)
  return (
    <time dateTime={value} title={isFull ? undefined : inFull}>
      {isFull ? inFull : (relative ?? date.format(moment))}
    </time>
  )
}

function formatsIn(timeZone?: string) {
  const zone = timeZone === undefined ? {} : { timeZone }
  return {
    date: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', ...zone }),
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
let browsers: typeof utc | undefined

function local(): typeof utc {
  return (browsers ??= formatsIn())
}
