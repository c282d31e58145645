import type { BrowserOrganization, BrowserTenant } from '@/test/fixtures/browser-tenant'
import type { Visitor } from './permission-visitor'

/** More than two pages of a list have. */
const count = 60

/**
 * Gives the organization 60 members, invitations and events, and 21 roles of its own; the tenant 60 organizations. A
 * page then costs what it costs with many rows.
 */
export async function createManyRows(
  tenant: BrowserTenant,
  { id }: BrowserOrganization,
  { id: inviterId }: { id: string },
): Promise<void> {
  for (const text of statements) await tenant.query(text, [id, inviterId].slice(0, valuesIn(text)))
}

function valuesIn(text: string): number {
  return [text.includes('$2'), text.includes('$3')].filter(Boolean).length
}

const numbers = `generate_series(1, ${count}) n`
const userId = `'auth0|' || left(md5($2 || n), 24)`

const statements = [
  `INSERT INTO users (tenant_id, id, email, email_folded, email_verified_at, name)
   SELECT $1, ${userId}, lower(mail), lower(mail), now(), 'Morgan Member ' || n
   FROM ${numbers}, LATERAL (SELECT 'morgan.' || n || '.' || left(md5($2), 8) || '@journey.test' AS mail) m RETURNING id`,
  `INSERT INTO members (tenant_id, organization_id, user_id, last_active_at)
   SELECT $1, $2, ${userId}, now() - n * interval '1 hour' FROM ${numbers} RETURNING user_id`,
  `INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
   SELECT $1, $2, ${userId}, r.id, '*' FROM ${numbers}, roles r
   WHERE r.tenant_id = $1 AND r.usable_in = '*' AND r.name = 'Member' RETURNING role_id`,
  `INSERT INTO invitations (tenant_id, organization_id, id, email, email_folded, inviter_user_id, inviter_name,
     inviter_held, offered_roles, offered_role_ids, sent_at, expires_at)
   SELECT $1, $2, 'inv_' || left(md5($2 || n), 16), n || '@invited.journey.test', n || '@invited.journey.test', $3,
     'Paula Portal', '{}', '{Member}', ARRAY[r.id], now() - n * interval '1 minute', now() + interval '7 days'
   FROM ${numbers}, roles r WHERE r.tenant_id = $1 AND r.usable_in = '*' AND r.name = 'Member' RETURNING id`,
  `INSERT INTO invitation_roles (tenant_id, organization_id, invitation_id, role_id, usable_in)
   SELECT tenant_id, organization_id, id, offered_role_ids[1], '*' FROM invitations
   WHERE tenant_id = $1 AND organization_id = $2 AND email LIKE '%@invited.journey.test' RETURNING invitation_id`,
  `INSERT INTO audit_events (tenant_id, organization_id, id, type, actor_kind, actor_id, target_kind, target_id, details)
   SELECT $1, $2, 'log_' || md5($2 || n), 'member.added', 'user', $3, 'user', ${userId}, '{"before": null, "after": ["Member"]}'
   FROM ${numbers} RETURNING id`,
  `INSERT INTO roles (tenant_id, id, name, description, organization_id)
   SELECT $1, 'rol_' || left(md5($2 || n), 16), 'Reader of part ' || n, 'Reads part ' || n, $2
   FROM generate_series(1, 21) n RETURNING id`,
  `INSERT INTO organizations (tenant_id, id, slug, display_name)
   SELECT $1, 'org_' || left(md5($2 || n), 16), left(md5($2), 8) || '-' || n, 'Company ' || n FROM ${numbers} RETURNING id`,
]

/** Of the HTML and of the data for React in it: 2.5 KB. */
export const mostBytesARow = 2_560

interface List {
  /** With 25 rows. */
  path: string
  /** The same page without some of them. */
  fewer: string
  /** How many rows `fewer` has. */
  rows?: number
}

export async function bytesARow(visitor: Visitor, { path, fewer, rows = 0 }: List): Promise<number> {
  const sizeOf = async (at: string) => Buffer.byteLength((await visitor.get(at)).html)
  const full = await sizeOf(path)
  const less = await sizeOf(fewer)
  return Math.round((full - less) / (25 - rows))
}
