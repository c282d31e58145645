import { sql, type Sql } from '@/lib/db/sql'
import { dayStart } from './day-start'

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
