import { may, type TenantActor } from '@/lib/access'
import { join, sql, type Sql } from '@/lib/db/sql'

export interface LogEvent {
  id: string
  type: string
  occurredAt: Date
  requestId: string | null
  details: unknown
  organization: { id: string; slug: string | null } | null
  actor: { kind: string; id: string | null; name: string | null; email: string | null }
  target: { kind: string; id: string; name: string | null; email: string | null } | null
  /** The application that acted, or that the event is about. */
  client: { id: string; name: string | null } | null
  ip: string | null
  userAgent: string | null
}

/** Requires the tables of `logTables`. */
export const logColumns = sql`e.id, e.type, e.occurred_at AS "occurredAt", e.request_id AS "requestId", e.details,
  CASE WHEN e.organization_id IS NOT NULL THEN jsonb_build_object('id', e.organization_id, 'slug', o.slug) END AS organization,
  jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id, 'name', p.actor_name, 'email', p.actor_email) AS actor,
  CASE WHEN e.target_kind IS NOT NULL THEN jsonb_build_object('kind', e.target_kind, 'id', e.target_id,
    'name', p.target_name, 'email', p.target_email) END AS target,
  CASE WHEN ${byClient()} IS NOT NULL THEN jsonb_build_object('id', ${byClient()}, 'name', c.name) END AS client,
  p.ip, p.user_agent AS "userAgent"`

export const logTables = sql`audit_events e
  LEFT JOIN audit_people p ON p.tenant_id = e.tenant_id AND p.event_id = e.id
  LEFT JOIN organizations o ON o.tenant_id = e.tenant_id AND o.id = e.organization_id
  LEFT JOIN clients c ON c.tenant_id = e.tenant_id AND c.id = ${byClient()}`

function byClient(): Sql {
  return sql`CASE WHEN e.actor_kind = 'client' THEN e.actor_id WHEN e.target_kind = 'client' THEN e.target_id END`
}

/** Callers who may only see users’ logs see events whose actor or target is a user. */
export function visibleTo(actor: TenantActor): Sql {
  return may(actor, 'read:logs') ? sql`true` : sql`(e.actor_kind = 'user' OR e.target_kind = 'user')`
}

export type LogTerm =
  | { about: 'id' | 'client' | 'organization' | 'slug' | 'ip' | 'user'; among: readonly string[] }
  /** The type is in `among`, or, unless `orNoneOf` is null, not in `orNoneOf`. */
  | { about: 'type'; among: readonly string[]; orNoneOf: readonly string[] | null }
  /** The email address of the user who acted, or else of the target. */
  | { about: 'email'; patterns: readonly { text: string; isWhole: boolean }[] }
  | { about: 'date'; from: Moment | null; to: Moment | null }
  | { about: 'concerning'; userId: string }

interface Moment {
  at: Date
  isIncluded: boolean
}

export function matchesTerms(terms: readonly LogTerm[]): Sql {
  return terms.length === 0 ? sql`true` : join(terms.map(conditionOf), ' AND ')
}

function conditionOf(term: LogTerm): Sql {
  switch (term.about) {
    case 'type':
      return term.orNoneOf === null
        ? sql`e.type = ANY(${term.among})`
        : sql`(e.type = ANY(${term.among}) OR NOT e.type = ANY(${term.orNoneOf}))`
    case 'email':
      return join(term.patterns.map(emailIs), ' OR ', '(', ')')
    case 'date':
      return sql`${since(term.from)} AND ${until(term.to)}`
    case 'concerning':
      return sql`(e.actor_id = ${term.userId} OR e.target_id = ${term.userId})`
    case 'user':
      return sql`(e.actor_kind = 'user' AND e.actor_id = ANY(${term.among})
        OR e.actor_kind <> 'user' AND e.target_kind = 'user' AND e.target_id = ANY(${term.among}))`
    default:
      return sql`${columns[term.about]} = ANY(${term.among})`
  }
}

const columns = {
  id: sql`e.id`,
  client: sql`${byClient()}`,
  organization: sql`e.organization_id`,
  slug: sql`o.slug`,
  ip: sql`p.ip`,
}

function emailIs({ text, isWhole }: { text: string; isWhole: boolean }): Sql {
  const email = sql`lower(CASE WHEN e.actor_kind = 'user' THEN p.actor_email ELSE p.target_email END)`
  return isWhole ? sql`${email} = lower(${text})` : sql`starts_with(${email}, lower(${text}))`
}

function since(moment: Moment | null): Sql {
  if (moment === null) return sql`true`
  return moment.isIncluded ? sql`e.occurred_at >= ${moment.at}` : sql`e.occurred_at > ${moment.at}`
}

function until(moment: Moment | null): Sql {
  if (moment === null) return sql`true`
  return moment.isIncluded ? sql`e.occurred_at <= ${moment.at}` : sql`e.occurred_at < ${moment.at}`
}
