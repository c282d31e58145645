import { sql, type Sql } from '@/lib/db/sql'

export interface EventFilter {
  /** One of the groups of events, or a type. */
  group?: string | undefined
  /** `YYYY-MM-DD`, both included. */
  from?: string | undefined
  to?: string | undefined
  /** Time zone of the days, by default UTC. */
  zone?: string | undefined
  /** Ids of events. */
  before?: string | undefined
  after?: string | undefined
}

/** Columns with the time and the id of an event. */
interface EventPlace {
  at: Sql
  id: Sql
}

const ofEvent: EventPlace = { at: sql`e.occurred_at`, id: sql`e.id` }

/** By default, conditions are about the event `e` alone. */
export function onDays({ from = '', to = '', zone = 'UTC' }: EventFilter, { at } = ofEvent): Sql {
  const [start, dayAfter] = [dayStart(from, zone), dayStart(to, zone, 1)]
  return sql`${start ? sql`${at} >= ${start}` : sql`true`} AND ${dayAfter ? sql`${at} < ${dayAfter}` : sql`true`}`
}

/** No rows for the id of an event that the caller may not see. */
export function beyond(tenantId: string, { before, after }: EventFilter, { at, id } = ofEvent): Sql {
  const lastId = after ?? before
  if (lastId === undefined) return sql`true`
  const last = sql`((
    SELECT last.occurred_at FROM audit_events last WHERE last.tenant_id = ${tenantId} AND last.id = ${lastId}), ${lastId})`
  return after === undefined ? sql`(${at}, ${id}) < ${last}` : sql`(${at}, ${id}) > ${last}`
}

export function isBackwards({ after }: EventFilter): boolean {
  return after !== undefined
}

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
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  const name = format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -60_000 : 60_000)
}
