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

/** All conditions are about the event `e` alone. */
export function onDays({ from = '', to = '', zone = 'UTC' }: EventFilter): Sql {
  const [start, dayAfter] = [dayStart(from, zone), dayStart(to, zone, 1)]
  return sql`${start ? sql`e.occurred_at >= ${start}` : sql`true`}
    AND ${dayAfter ? sql`e.occurred_at < ${dayAfter}` : sql`true`}`
}

/** No rows for the id of an event that the caller may not see. */
export function beyond(tenantId: string, { before, after }: EventFilter): Sql {
  const id = after ?? before
  if (id === undefined) return sql`true`
  const place = sql`((
    SELECT last.occurred_at FROM audit_events last WHERE last.tenant_id = ${tenantId} AND last.id = ${id}), ${id})`
  return after === undefined ? sql`(e.occurred_at, e.id) < ${place}` : sql`(e.occurred_at, e.id) > ${place}`
}

export function isBackwards({ after }: EventFilter): boolean {
  return after !== undefined
}
