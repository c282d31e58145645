import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'

export interface EventFilter {
  /** The first word of the type: `member` of `member.removed`. */
  group?: string | undefined
  /** The beginning of a name or address of the actor or the target. */
  person?: string | undefined
  /** `YYYY-MM-DD` in UTC, both included. */
  from?: string | undefined
  to?: string | undefined
  /** Ids of events. */
  before?: string | undefined
  after?: string | undefined
}

export interface ListedEvent {
  id: string
  type: string
  occurredAt: Date
  actorKind: string
  details: unknown
  people: {
    actorName: string | null
    actorEmail: string | null
    targetName: string | null
    targetEmail: string | null
    ip: string | null
  } | null
}

export interface EventPage {
  events: ListedEvent[]
  newer: boolean
  older: boolean
}

const listedFields = {
  id: true,
  type: true,
  occurredAt: true,
  actorKind: true,
  details: true,
  people: {
    select: { actorName: true, actorEmail: true, targetName: true, targetEmail: true, ip: true },
  },
} as const

const perPage = 25

export function listEvents(
  access: OrganizationAccess<'read:organization_logs'>,
  filter: EventFilter,
): Promise<EventPage> {
  return read(access, async (tx) => {
    const backwards = filter.after !== undefined
    const found = await find(tx, access, filter)
    const events = backwards ? found.slice(-perPage) : found.slice(0, perPage)
    const more = found.length > perPage
    return {
      events,
      newer: backwards ? more : filter.before !== undefined,
      older: backwards ? events.length > 0 : more,
    }
  })
}

async function find(
  tx: Tx,
  { tenantId, organizationId }: OrganizationAccess,
  filter: EventFilter,
): Promise<ListedEvent[]> {
  const anchor = filter.after ?? filter.before
  const take = filter.after === undefined ? perPage + 1 : -(perPage + 1)
  return tx.auditEvent.findMany({
    where: { tenantId, organizationId, ...ofGroup(filter), ...onDays(filter), ...concerning(filter) },
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
    take,
    ...(anchor === undefined ? {} : { cursor: { tenantId_id: { tenantId, id: anchor } }, skip: 1 }),
    select: listedFields,
  })
}

function ofGroup({ group }: EventFilter) {
  return group === undefined ? {} : { type: { startsWith: `${group}.` } }
}

function onDays({ from, to }: EventFilter) {
  const [start, end] = [dayStart(from), dayStart(to)]
  if (!start && !end) return {}
  return {
    occurredAt: {
      ...(start ? { gte: start } : {}),
      ...(end ? { lt: new Date(end.getTime() + 86_400_000) } : {}),
    },
  }
}

function dayStart(day: string | undefined): Date | null {
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const start = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(start.getTime()) ? null : start
}

function concerning({ person }: EventFilter) {
  if (person === undefined || person === '') return {}
  const text = person.slice(0, 100).replace(/[\\%_]/g, '\\$&')
  const begins = { startsWith: text, mode: 'insensitive' as const }
  const hasWord = { contains: ` ${text}`, mode: 'insensitive' as const }
  return {
    people: {
      is: {
        OR: [
          { actorName: begins },
          { actorName: hasWord },
          { actorEmail: begins },
          { targetName: begins },
          { targetName: hasWord },
          { targetEmail: begins },
        ],
      },
    },
  }
}

const atMost = 8

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
    return tx.auditEvent.findMany({
      where: { tenantId, id: { in: found.map(({ id }) => id) } },
      orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
      select: listedFields,
    })
  })
}

/** One query per condition, each with its own index: a single OR would scan all of the organization’s events. */
function newest({ tenantId, organizationId }: OrganizationAccess, condition: Sql): Sql {
  return sql`(
    SELECT e.id, e.occurred_at FROM audit_events e
    WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND ${condition}
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${atMost})`
}
