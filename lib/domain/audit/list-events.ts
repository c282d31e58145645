import type { OrganizationAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { raw, sql, type Sql } from '@/lib/db/sql'
import { plannedEachTime } from '@/lib/db/statement-names'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { readTogether } from '../read-together'
import { isBackwards } from './event-filter'
import { listedColumns, type ListedEvent, listedTables, newestFirst, oldestFirst } from './listed-event'
import { type OrganizationEventFilter, organizationEvents } from './organization-events'
import { type TenantEventFilter, tenantEventIds } from './tenant-events'

export interface EventPage {
  events: ListedEvent[]
  newer: boolean
  older: boolean
}

/** Of one organization, or of the tenant. */
type Access = OrganizationAccess<'read:organization_logs'> | TenantAccess<'read:logs'>
export type FilterOf<A extends Access> = A extends TenantAccess ? TenantEventFilter : OrganizationEventFilter
type Filter = TenantEventFilter & OrganizationEventFilter

const perPage = 25

export function listEvents<A extends Access>(access: A, filter: FilterOf<A>): Promise<EventPage> {
  const readEvents = async (tx: Tx) => {
    const backwards = isBackwards(filter)
    const found = await findEvents(tx, access, { filter, take: perPage + 1 })
    const events = backwards ? found.slice(-perPage) : found.slice(0, perPage)
    const more = found.length > perPage
    return {
      events,
      newer: backwards ? more : filter.before !== undefined,
      older: backwards ? events.length > 0 : more,
    }
  }
  return read(access, readEvents, { keepsPlans: !isPlannedEachTime(access, filter) })
}

/** The best plan differs with how many events there are of the people or in the tenant. */
function isPlannedEachTime(access: Access, { person }: Filter): boolean {
  return access.kind === 'tenant' || person !== undefined
}

const perBatch = 500

/** All matching events, newest first. Each batch is a transaction of its own, which checks the permission again. */
export async function* streamEvents<A extends Access>(
  access: A,
  filter: FilterOf<A>,
): AsyncGenerator<ListedEvent[]> {
  let before: string | undefined
  do {
    const batch = { filter: { ...filter, before, after: undefined }, take: perBatch }
    const events = await read(access, (tx) => findEvents(tx, access, batch))
    yield events
    before = events.length < perBatch ? undefined : events.at(-1)?.id
  } while (before !== undefined)
}

/** Newest first. */
async function findEvents(
  tx: Tx,
  access: Access,
  { filter, take }: { filter: Filter; take: number },
): Promise<ListedEvent[]> {
  const found =
    access.kind === 'tenant'
      ? sql`e.tenant_id = ${access.tenantId} AND e.id = ANY(${await tenantEventIds(tx, access, { filter, take })})`
      : await organizationEvents(tx, access, { filter, take })
  const events = await tx.$queryRaw<
    ListedEvent[]
  >`${raw(isPlannedEachTime(access, filter) ? plannedEachTime : '')}
    SELECT ${listedColumns} FROM ${listedTables}
    WHERE ${found}
    ORDER BY ${isBackwards(filter) ? oldestFirst : newestFirst} LIMIT ${take}`
  return isBackwards(filter) ? events.reverse() : events
}

const atMost = 8
const atMostOfUser = 50

/** What the user did, and what was done to them, in all organizations and in none. */
export function listEventsOfUser(access: TenantAccess<'read:logs'>, userId: string): Promise<ListedEvent[]> {
  const { tenantId } = access
  const newest = (condition: Sql) => newestOf(sql`e.tenant_id = ${tenantId} AND ${condition}`, atMostOfUser)
  return read(
    access,
    (tx) => tx.$queryRaw<ListedEvent[]>`
      SELECT ${listedColumns} FROM ${listedTables} WHERE e.tenant_id = ${tenantId} AND e.id IN (
        SELECT id FROM (
          ${newest(sql`e.actor_id = ${userId}`)} UNION ${newest(sql`e.target_id = ${userId}`)}
        ) concerning ORDER BY occurred_at DESC, id DESC LIMIT ${atMostOfUser})
      ORDER BY ${newestFirst}`,
  )
}

export function listEventsOfMember(
  access: OrganizationAccess<'read:organization_logs'>,
  userId: string,
): Promise<ListedEvent[]> {
  const { tenantId, organizationId } = access
  const own = sql`e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId}`
  const newest = (condition: Sql) => newestOf(sql`${own} AND ${condition}`, atMost)
  const invitationId = sql`(SELECT m.invitation_id FROM members m
    WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ${userId})`
  return read(access, async (tx) => {
    const found = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM (
        ${newest(sql`e.actor_id = ${userId}`)}
        UNION
        ${newest(sql`e.target_id = ${userId}`)}
        UNION
        ${newest(sql`e.target_id = ${invitationId}`)}
      ) concerning ORDER BY occurred_at DESC, id DESC LIMIT ${atMost}`
    const ids = found.map(({ id }) => id)
    return tx.$queryRaw<ListedEvent[]>`
      SELECT ${listedColumns} FROM ${listedTables} WHERE e.tenant_id = ${tenantId} AND e.id = ANY(${ids})
      ORDER BY ${newestFirst}`
  })
}

/** For each condition, since each has its own index: a single OR would scan all events of the organization or tenant. */
function newestOf(condition: Sql, limit: number): Sql {
  return sql`(
    SELECT e.id, e.occurred_at FROM audit_events e WHERE ${condition}
    ORDER BY ${newestFirst} LIMIT ${limit})`
}

export interface ShownEvent extends ListedEvent {
  /** That the event is about, if it still exists; the tenant’s own, or of an organization that is not deleted. */
  role: { organizationId: string | null } | null
}

interface EventWithOthers {
  event: ShownEvent
  /** Of the same request, the newest first; not all of many. */
  others: ListedEvent[]
}

/** @throws DomainError not_found */
export function getEvent(access: TenantAccess<'read:logs'>, id: string): Promise<EventWithOthers> {
  return readTogether([access], async () => {
    const event = await readEvent(access, id)
    if (event.requestId === null) return { event, others: [] }
    const { events } = await listEvents(access, { request: event.requestId })
    return { event, others: events.filter((other) => other.id !== id) }
  })
}

function readEvent(access: TenantAccess<'read:logs'>, id: string): Promise<ShownEvent> {
  return read(access, async (tx) => {
    const [found] = await tx.$queryRaw<ShownEvent[]>`
      SELECT ${listedColumns},
        CASE WHEN role.id IS NOT NULL THEN jsonb_build_object('organizationId', role.organization_id) END AS role
      FROM ${listedTables}
      LEFT JOIN roles role ON role.tenant_id = e.tenant_id AND role.id = e.target_id AND e.target_kind = 'role'
        AND (role.organization_id IS NULL OR o.id = role.organization_id AND o.deleted_at IS NULL)
      WHERE e.tenant_id = ${access.tenantId} AND e.id = ${id}`
    if (!found) throw notFound()
    return found
  })
}
