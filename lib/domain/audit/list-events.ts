import type { OrganizationAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { join, sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { dayStart } from './day-start'
import { eventGroups } from './sentences'

export interface EventFilter {
  /** One of `eventGroups`. */
  group?: string | undefined
  /** The beginning of a name or address of the actor or the target. */
  person?: string | undefined
  /** `YYYY-MM-DD`, both included. */
  from?: string | undefined
  to?: string | undefined
  /** Time zone of the days, by default UTC. */
  zone?: string | undefined
  /** Ids of events. */
  before?: string | undefined
  after?: string | undefined
}

export interface ListedEvent {
  id: string
  type: string
  occurredAt: Date
  requestId: string | null
  details: unknown
  actorKind: string
  actorId: string | null
  /** Of a user or an application. */
  actorName: string | null
  actorEmail: string | null
  targetKind: string | null
  targetId: string | null
  targetName: string | null
  targetEmail: string | null
  ip: string | null
  userAgent: string | null
  /** The connection that the details name. */
  connection: { strategy: string; name: string } | null
}

export interface EventPage {
  events: ListedEvent[]
  newer: boolean
  older: boolean
}

type Access = OrganizationAccess<'read:organization_logs'>

const perPage = 25

export function listEvents(access: Access, filter: EventFilter): Promise<EventPage> {
  return read(access, async (tx) => {
    const backwards = filter.after !== undefined
    const found = await findEvents(tx, access, { filter, take: perPage + 1 })
    const events = backwards ? found.slice(-perPage) : found.slice(0, perPage)
    const more = found.length > perPage
    return {
      events,
      newer: backwards ? more : filter.before !== undefined,
      older: backwards ? events.length > 0 : more,
    }
  })
}

const perBatch = 500

/** All matching events, newest first. Each batch is a transaction of its own, which checks the permission again. */
export async function* streamEvents(access: Access, filter: EventFilter): AsyncGenerator<ListedEvent[]> {
  let before: string | undefined
  do {
    const batch = { filter: { ...filter, before, after: undefined }, take: perBatch }
    const events = await read(access, (tx) => findEvents(tx, access, batch))
    yield events
    before = events.length < perBatch ? undefined : events.at(-1)?.id
  } while (before !== undefined)
}

const columns = sql`e.id, e.type, e.occurred_at AS "occurredAt", e.request_id AS "requestId", e.details,
  e.actor_kind AS "actorKind", e.actor_id AS "actorId", coalesce(p.actor_name, client.name) AS "actorName",
  p.actor_email AS "actorEmail", e.target_kind AS "targetKind", e.target_id AS "targetId",
  p.target_name AS "targetName", p.target_email AS "targetEmail", p.ip, p.user_agent AS "userAgent",
  CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('strategy', c.strategy, 'name', c.display_name) END AS connection`

const tables = sql`audit_events e
  LEFT JOIN audit_people p ON p.tenant_id = e.tenant_id AND p.event_id = e.id
  LEFT JOIN clients client ON client.tenant_id = e.tenant_id AND client.id = e.actor_id AND e.actor_kind = 'client'
  LEFT JOIN connections c ON c.tenant_id = e.tenant_id
    AND c.id = coalesce(e.details->>'connectionId', e.details->'by'->>'connectionId')`

/** Newest first. */
async function findEvents(
  tx: Tx,
  { tenantId, organizationId }: OrganizationAccess,
  { filter, take }: { filter: EventFilter; take: number },
): Promise<ListedEvent[]> {
  const isBackwards = filter.after !== undefined
  const conditions = [ofGroup(filter), onDays(filter), concerning(filter), beyond(tenantId, filter)]
  const events = await tx.$queryRaw<ListedEvent[]>`
    SELECT ${columns} FROM ${tables}
    WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND ${join(conditions, ' AND ')}
    ORDER BY ${isBackwards ? oldestFirst : newestFirst} LIMIT ${take}`
  return isBackwards ? events.reverse() : events
}

const newestFirst = sql`e.occurred_at DESC, e.id DESC`
const oldestFirst = sql`e.occurred_at, e.id`

/** No rows for the id of an event that the caller may not see. */
function beyond(tenantId: string, { before, after }: EventFilter): Sql {
  const id = after ?? before
  if (id === undefined) return sql`true`
  const place = sql`((
    SELECT last.occurred_at FROM audit_events last WHERE last.tenant_id = ${tenantId} AND last.id = ${id}), ${id})`
  return after === undefined ? sql`(e.occurred_at, e.id) < ${place}` : sql`(e.occurred_at, e.id) > ${place}`
}

function ofGroup({ group }: EventFilter): Sql {
  if (group === undefined) return sql`true`
  const types = eventGroups.find(({ value }) => value === group)?.types ?? []
  const patterns = types.map((type) => (type.includes('.') ? type : `${type}.%`))
  return sql`e.type LIKE ANY(${patterns}::text[])`
}

function onDays({ from = '', to = '', zone = 'UTC' }: EventFilter): Sql {
  const [start, dayAfter] = [dayStart(from, zone), dayStart(to, zone, 1)]
  return sql`${start ? sql`e.occurred_at >= ${start}` : sql`true`}
    AND ${dayAfter ? sql`e.occurred_at < ${dayAfter}` : sql`true`}`
}

function concerning({ person }: EventFilter): Sql {
  if (person === undefined || person === '') return sql`true`
  const text = person.slice(0, 100).replace(/[\\%_]/g, '\\$&')
  const [begins, hasWord] = [`${text}%`, `% ${text}%`]
  return sql`(p.actor_name ILIKE ${begins} OR p.actor_name ILIKE ${hasWord} OR p.actor_email ILIKE ${begins}
    OR p.target_name ILIKE ${begins} OR p.target_name ILIKE ${hasWord} OR p.target_email ILIKE ${begins})`
}

const atMost = 8
const atMostOfUser = 50

/** What the user did, and what was done to them, in all organizations and in none. */
export function listEventsOfUser(access: TenantAccess<'read:logs'>, userId: string): Promise<ListedEvent[]> {
  const { tenantId } = access
  const newestOf = (condition: Sql) => sql`(
    SELECT e.id, e.occurred_at FROM audit_events e WHERE e.tenant_id = ${tenantId} AND ${condition}
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${atMostOfUser})`
  return read(
    access,
    (tx) => tx.$queryRaw<ListedEvent[]>`
      SELECT ${columns} FROM ${tables} WHERE e.tenant_id = ${tenantId} AND e.id IN (
        SELECT id FROM (
          ${newestOf(sql`e.actor_id = ${userId}`)} UNION ${newestOf(sql`e.target_id = ${userId}`)}
        ) concerning ORDER BY occurred_at DESC, id DESC LIMIT ${atMostOfUser})
      ORDER BY ${newestFirst}`,
  )
}

export function listEventsOfMember(
  access: OrganizationAccess<'read:organization_logs'>,
  userId: string,
): Promise<ListedEvent[]> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const found = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM (
        ${newest(access, sql`e.actor_id = ${userId}`)}
        UNION
        ${newest(access, sql`e.target_id = ${userId}`)}
        UNION
        ${newest(
          access,
          sql`e.target_id = (
            SELECT m.invitation_id FROM members m
            WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ${userId})`,
        )}
      ) concerning ORDER BY occurred_at DESC, id DESC LIMIT ${atMost}`
    const ids = found.map(({ id }) => id)
    return tx.$queryRaw<ListedEvent[]>`
      SELECT ${columns} FROM ${tables} WHERE e.tenant_id = ${tenantId} AND e.id = ANY(${ids})
      ORDER BY ${newestFirst}`
  })
}

/** One query per condition, each with its own index: a single OR would scan all of the organization’s events. */
function newest({ tenantId, organizationId }: OrganizationAccess, condition: Sql): Sql {
  return sql`(
    SELECT e.id, e.occurred_at FROM audit_events e
    WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND ${condition}
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${atMost})`
}
