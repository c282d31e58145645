import { z } from 'zod'
import { isTimeZone } from '@/lib/domain/audit/event-filter'

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
