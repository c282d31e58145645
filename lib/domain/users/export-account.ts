import type { SelfAccess } from '@/lib/access'
import { type Limit, reserve } from '@/lib/db/limits'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'

const perUser: Limit = { name: 'account_export', points: 20, seconds: 60 * 60 }

/** A JSON document in parts: a long history is never in memory as a whole. @throws DomainError too_many */
export async function exportAccount(
  access: SelfAccess,
  perPage = 500,
): Promise<AsyncGenerator<string, void>> {
  await reserve(perUser, `${access.tenantId} ${access.userId}`)
  return partsOf(access, perPage)
}

async function* partsOf(access: SelfAccess, perPage: number): AsyncGenerator<string, void> {
  const sections = await read(access, (tx) => readSections(tx, access))
  yield '{'
  for (const [name, section] of Object.entries(sections))
    yield `${JSON.stringify(name)}:${JSON.stringify(section, null, 2)},\n`
  yield '"activity":['
  let separator = ''
  for (let last: ExportedEvent | undefined; ;) {
    const place = last ?? null
    const events = await read(access, (tx) => readEvents(tx, access, { place, perPage }))
    for (const event of events) {
      yield separator + JSON.stringify(event)
      separator = ',\n'
    }
    last = events.at(-1)
    if (last === undefined || events.length < perPage) break
  }
  yield ']}\n'
}

/** Without secrets: neither the password’s hash nor keys. */
async function readSections(tx: Tx, { tenantId, userId }: SelfAccess): Promise<Record<string, unknown>> {
  const [row] = await tx.$queryRaw<[{ sections: Record<string, unknown> }]>`
    SELECT jsonb_build_object(
      'profile', (
        SELECT jsonb_build_object('id', u.id, 'email', u.email, 'emailVerifiedAt', u.email_verified_at, 'name', u.name,
          'nickname', u.nickname, 'givenName', u.given_name, 'familyName', u.family_name, 'picture', u.picture,
          'metadata', u.user_metadata, 'createdAt', u.created_at, 'lastSignInAt', u.last_login_at)
        FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = ${userId}),
      'signInMethods', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('method', c.display_name, 'subject', i.subject, 'email', i.email,
          'addedAt', i.created_at) ORDER BY i.created_at), '[]')
        FROM identities i JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = i.connection_id
        WHERE i.tenant_id = ${tenantId} AND i.user_id = ${userId}),
      'passkeys', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'addedAt', p.created_at,
          'lastUsedAt', p.last_used_at) ORDER BY p.created_at), '[]')
        FROM passkeys p WHERE p.tenant_id = ${tenantId} AND p.user_id = ${userId}),
      'authenticatorApp', (
        SELECT jsonb_build_object('addedAt', a.confirmed_at, 'lastUsedAt', a.last_used_at, 'recoveryCodesUsedAt', (
          SELECT coalesce(jsonb_agg(r.used_at ORDER BY r.used_at), '[]') FROM recovery_codes r
          WHERE r.tenant_id = ${tenantId} AND r.user_id = ${userId} AND r.used_at IS NOT NULL))
        FROM authenticators a WHERE a.tenant_id = ${tenantId} AND a.user_id = ${userId}),
      'sessions', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'signedInAt', s.created_at,
          'lastUsedAt', s.last_seen_at, 'endedAt', s.ended_at, 'ip', s.ip, 'browser', s.user_agent,
          'organizations', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.organization_id, 'firstUsedAt', a.started_at,
              'lastActiveAt', a.last_active_at, 'endedAt', a.ended_at) ORDER BY a.started_at, a.organization_id), '[]')
            FROM member_sessions a WHERE a.tenant_id = ${tenantId} AND a.session_id = s.id))
          ORDER BY s.created_at), '[]')
        FROM sessions s WHERE s.tenant_id = ${tenantId} AND s.user_id = ${userId}),
      'supportAccesses', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('organizationId', a.organization_id, 'reason', a.reason,
          'openedAt', a.started_at, 'endsAt', a.ends_at) ORDER BY a.started_at), '[]')
        FROM support_accesses a WHERE a.tenant_id = ${tenantId} AND a.user_id = ${userId}),
      'organizations', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'slug', o.slug, 'name', o.display_name,
          'memberSince', m.created_at, 'lastActiveAt', m.last_active_at, 'roles', ARRAY(
            SELECT r.name FROM member_roles mr JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = mr.role_id
            WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = m.organization_id AND mr.user_id = ${userId}
            ORDER BY r.name)) ORDER BY m.created_at), '[]')
        FROM members m JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = m.organization_id
        WHERE m.tenant_id = ${tenantId} AND m.user_id = ${userId}),
      'invitations', foyer.exported_invitations(),
      'joinRequests', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('organizationId', q.organization_id, 'message', q.message,
          'state', q.state, 'askedAt', q.created_at) ORDER BY q.created_at), '[]')
        FROM join_requests q WHERE q.tenant_id = ${tenantId} AND q.user_id = ${userId}),
      'applications', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('clientId', a.client_id, 'organizationId', a.organization_id,
          'signedInAt', a.created_at, 'revokedAt', a.revoked_at) ORDER BY a.created_at), '[]')
        FROM authorizations a WHERE a.tenant_id = ${tenantId} AND a.user_id = ${userId})) AS sections`
  return row.sections
}

interface ExportedEvent {
  id: string
  type: string
  occurredAt: string
  organizationId: string | null
  target: string | null
  details: unknown
  ip: string | null
  browser: string | null
}

/** The newest first. The time stays text: a `Date` would lose the microseconds that the next page starts at. */
function readEvents(
  tx: Tx,
  { tenantId, userId }: SelfAccess,
  { place, perPage }: { place: ExportedEvent | null; perPage: number },
): Promise<ExportedEvent[]> {
  return tx.$queryRaw<ExportedEvent[]>`
    SELECT e.id, e.type, to_jsonb(e.occurred_at)#>>'{}' AS "occurredAt", e.organization_id AS "organizationId",
      e.target_id AS target, e.details, p.ip, p.user_agent AS browser
    FROM audit_events e
    LEFT JOIN audit_people p ON p.tenant_id = ${tenantId} AND p.event_id = e.id
    WHERE e.tenant_id = ${tenantId} AND e.actor_id = ${userId} AND (${place === null}
      OR (e.occurred_at, e.id) < (${place?.occurredAt ?? null}::text::timestamptz, ${place?.id ?? null}::text))
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${perPage}`
}
