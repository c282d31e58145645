import { join, sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import type { TenantAccess } from '@/lib/access'
import { foldedAddress } from '../text/email-address'
import { beyond, type EventFilter, isBackwards, onDays } from './event-filter'
import { tenantEventGroups, typesIn } from './event-groups'
import { newestFirst, oldestFirst } from './listed-event'

export interface TenantEventFilter extends EventFilter {
  /** An address, or the id of a user or an application. */
  actor?: string | undefined
  /** An address, or the id of anything. */
  target?: string | undefined
  /** A slug or an id. */
  organization?: string | undefined
  /** An id. */
  request?: string | undefined
}

interface Page {
  filter: TenantEventFilter
  take: number
}

/**
 * Ids of the events of a page, in an array. Each type and each target is read from its own index in the order of the page,
 * and no further than the page: with one condition for all of them PostgreSQL would sort every event that matches.
 */
export async function tenantEventIds(tx: Tx, access: TenantAccess, { filter, take }: Page): Promise<Sql> {
  const order = isBackwards(filter) ? sql`occurred_at, id` : sql`occurred_at DESC, id DESC`
  const found = await findIds(tx, access, filter)
  const sources = join(sourcesOf(access, { filter: { ...filter, ...found }, take }), ' UNION ')
  return sql`ARRAY(SELECT id FROM (${sources}) found ORDER BY ${order} LIMIT ${take})`
}

type Ids = Pick<TenantEventFilter, 'actor' | 'target' | 'organization'> & { targetEmail?: string | undefined }

/**
 * Ids for addresses and slugs. A statement of its own: PostgreSQL only chooses the index of an actor or an organization
 * with few events if it knows the id when it plans.
 */
async function findIds(tx: Tx, { tenantId }: TenantAccess, filter: TenantEventFilter): Promise<Ids> {
  const given = {
    actor: textOf(filter.actor),
    target: textOf(filter.target),
    organization: textOf(filter.organization),
  }
  if (![given.actor, given.target].some(isAddress) && given.organization === undefined) return given
  const [found] = await tx.$queryRaw<Nullable<Ids>[]>`
    SELECT ${idOf(tenantId, given.actor)} AS actor, ${idOf(tenantId, given.target)} AS target,
      ${organizationIdOf(tenantId, given.organization)} AS organization`
  const targetEmail = isAddress(given.target) ? given.target.toLowerCase() : undefined
  return { ...withoutNulls(found), targetEmail }
}

type Nullable<T> = { [Key in keyof T]: T[Key] | null }

function withoutNulls(ids: Nullable<Ids> | undefined): Ids {
  return Object.fromEntries(Object.entries(ids ?? {}).filter(([, id]) => id !== null))
}

function sourcesOf(
  { tenantId }: TenantAccess,
  { filter, take }: { filter: TenantEventFilter & Ids; take: number },
): Sql[] {
  const types = filter.group === undefined ? null : typesIn(tenantEventGroups, filter.group)
  const one = (conditions: readonly Sql[]) =>
    newest([...conditionsOf(tenantId, filter), ...conditions], { filter, take })
  const ofTypes = types === null ? [] : [sql`e.type = ANY(${types})`]
  if (filter.target !== undefined) {
    const ofId = one([sql`e.target_id = ${filter.target}`, ...ofTypes])
    return filter.targetEmail === undefined ? [ofId] : [ofId, ofAddress(tenantId, ofTypes, { filter, take })]
  }
  // Few of a type’s events are of one actor or one request.
  if (types === null || filter.actor !== undefined || filter.request !== undefined) return [one(ofTypes)]
  return [
    sql`(SELECT each.id, each.occurred_at FROM unnest(${types}::text[]) AS one (type)
      CROSS JOIN LATERAL ${one([sql`e.type = one.type`])} each)`,
  ]
}

function newest(conditions: readonly Sql[], { filter, take }: Page): Sql {
  return sql`(SELECT e.id, e.occurred_at FROM audit_events e WHERE ${join([...conditions], ' AND ')}
    ORDER BY ${isBackwards(filter) ? oldestFirst : newestFirst} LIMIT ${take})`
}

/**
 * People without an account, such as invitees, are known by their address only. Each event is looked up for itself: of a
 * join, PostgreSQL would read all events about the address and sort them.
 */
function ofAddress(tenantId: string, ofTypes: readonly Sql[], { filter, take }: Page & { filter: Ids }): Sql {
  const place = { at: sql`p.occurred_at`, id: sql`p.event_id` }
  const order = isBackwards(filter)
    ? sql`p.occurred_at, p.event_id`
    : sql`p.occurred_at DESC, p.event_id DESC`
  const ofEvent = [sql`e.tenant_id = ${tenantId} AND e.id = p.event_id`, ...namedIn(filter), ...ofTypes]
  return sql`(SELECT p.event_id AS id, p.occurred_at FROM audit_people p
    CROSS JOIN LATERAL (SELECT FROM audit_events e WHERE ${join(ofEvent, ' AND ')} OFFSET 0) event
    WHERE p.tenant_id = ${tenantId} AND p.target_email_folded = ${filter.targetEmail}
      AND ${onDays(filter, place)} AND ${beyond(tenantId, filter, place)}
    ORDER BY ${order} LIMIT ${take})`
}

function conditionsOf(tenantId: string, filter: TenantEventFilter): Sql[] {
  return [sql`e.tenant_id = ${tenantId}`, onDays(filter), beyond(tenantId, filter), ...namedIn(filter)]
}

function namedIn({ actor, organization, request }: TenantEventFilter): Sql[] {
  return [
    ...(actor === undefined ? [] : [sql`e.actor_id = ${actor}`]),
    ...(organization === undefined ? [] : [sql`e.organization_id = ${organization}`]),
    ...(request === undefined ? [] : [sql`e.request_id = ${request}`]),
  ]
}

/** An address that no user has stays itself, and is no user’s id. */
function idOf(tenantId: string, text: string | undefined): Sql {
  if (text === undefined) return sql`NULL::text`
  if (!isAddress(text)) return sql`${text}::text`
  return sql`coalesce((
    SELECT u.id FROM users u WHERE u.tenant_id = ${tenantId} AND u.email_folded = ${foldedAddress(text)}), ${text})`
}

function organizationIdOf(tenantId: string, text: string | undefined): Sql {
  if (text === undefined) return sql`NULL::text`
  return sql`coalesce((
    SELECT o.id FROM organizations o WHERE o.tenant_id = ${tenantId} AND o.slug = ${text.toLowerCase()}), ${text})`
}

function isAddress(text: string | undefined): text is string {
  return text?.includes('@') === true
}

function textOf(value: string | undefined): string | undefined {
  const text = value?.trim()
  return text === '' ? undefined : text
}
