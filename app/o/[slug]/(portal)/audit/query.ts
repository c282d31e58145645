import { z } from 'zod'
import { isTimeZone } from '@/lib/domain/audit/day-start'
import type { EventFilter } from '@/lib/domain/audit/list-events'

export type RawQuery = Record<string, string | string[] | undefined>

/** Invalid parameters are ignored. */
function fitting(pattern: RegExp) {
  return z.string().regex(pattern).optional().catch(undefined)
}

const query = z.object({
  group: fitting(/^[a-z]{1,30}$/),
  person: fitting(/^[^\0]{1,100}$/),
  from: fitting(/^\d{4}-\d{2}-\d{2}$/),
  to: fitting(/^\d{4}-\d{2}-\d{2}$/),
  zone: fitting(/^[A-Za-z][A-Za-z0-9_+/-]{0,59}$/).transform((zone) =>
    zone && isTimeZone(zone) ? zone : undefined,
  ),
  before: fitting(/^log_[0-9a-z]{1,40}$/),
  after: fitting(/^log_[0-9a-z]{1,40}$/),
})

export function queryOf(raw: RawQuery): EventFilter {
  return query.parse(raw)
}

export function auditPath(path: string, filter: EventFilter): string {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}
