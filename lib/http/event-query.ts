import { z } from 'zod'
import { isTimeZone } from '@/lib/domain/audit/day-start'

/** Invalid parameters are ignored. */
export function fitting(pattern: RegExp) {
  return z.string().regex(pattern).optional().catch(undefined)
}

/** Text that someone types. */
export const searchText = fitting(/^[^\0]{1,254}$/)

const day = fitting(/^\d{4}-\d{2}-\d{2}$/)
const eventId = fitting(/^log_[0-9a-z]{1,40}$/)

/** What all lists of events take from their URL. */
export const eventQuery = z.object({
  group: fitting(/^[a-z_.]{1,60}$/),
  from: day,
  to: day,
  zone: fitting(/^[A-Za-z][A-Za-z0-9_+/-]{0,59}$/).transform((zone) =>
    zone && isTimeZone(zone) ? zone : undefined,
  ),
  before: eventId,
  after: eventId,
})

export type RawQuery = Record<string, string | string[] | undefined>

export function pathWith(path: string, query: object): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}
