import { sql } from '@/lib/db/sql'

export interface ListedEvent {
  id: string
  type: string
  occurredAt: Date
  requestId: string | null
  details: unknown
  /** Without names once it is permanently deleted. */
  organization: { id: string; slug: string | null; displayName: string | null } | null
  actorKind: string
  actorId: string | null
  /** Of a user, an application or a directory. */
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

/** The detail that only the tenant’s log shows, and no organization’s. */
export const suspensionReason = 'suspensionReason'

/** Requires `listedTables`. */
export const listedColumns = sql`e.id, e.type, e.occurred_at AS "occurredAt", e.request_id AS "requestId",
  CASE WHEN foyer.is_tenant_wide() THEN e.details ELSE e.details - ${suspensionReason}::text END AS details,
  CASE WHEN e.organization_id IS NOT NULL THEN jsonb_build_object(
    'id', e.organization_id, 'slug', o.slug, 'displayName', o.display_name) END AS organization,
  e.actor_kind AS "actorKind", e.actor_id AS "actorId", coalesce(p.actor_name, client.name, directory.display_name) AS "actorName",
  p.actor_email AS "actorEmail", e.target_kind AS "targetKind", e.target_id AS "targetId",
  p.target_name AS "targetName", p.target_email AS "targetEmail", p.ip, p.user_agent AS "userAgent",
  CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('strategy', c.strategy, 'name', c.display_name) END AS connection`

export const listedTables = sql`audit_events e
  LEFT JOIN audit_people p ON p.tenant_id = e.tenant_id AND p.event_id = e.id
  LEFT JOIN organizations o ON o.tenant_id = e.tenant_id AND o.id = e.organization_id
  LEFT JOIN clients client ON client.tenant_id = e.tenant_id AND client.id = e.actor_id AND e.actor_kind = 'client'
  LEFT JOIN connections directory
    ON directory.tenant_id = e.tenant_id AND directory.id = e.actor_id AND e.actor_kind = 'directory'
  LEFT JOIN connections c ON c.tenant_id = e.tenant_id
    AND c.id = coalesce(e.details->>'connectionId', e.details->'by'->>'connectionId')`

export const newestFirst = sql`e.occurred_at DESC, e.id DESC`
export const oldestFirst = sql`e.occurred_at, e.id`
