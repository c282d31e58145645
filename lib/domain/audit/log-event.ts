import { may, type TenantActor } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'

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

export function byClient(): Sql {
  return sql`CASE WHEN e.actor_kind = 'client' THEN e.actor_id WHEN e.target_kind = 'client' THEN e.target_id END`
}

/** Callers who may only see users’ logs see events whose actor or target is a user. */
export function visibleTo(actor: TenantActor): Sql {
  return may(actor, 'read:logs') ? sql`true` : sql`(e.actor_kind = 'user' OR e.target_kind = 'user')`
}
