import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { env } from '@/lib/env'
import { maxAge } from '@/lib/web/session'
import { sessionCookieName, cookieNameFor, sealToken, secretOf } from '@/lib/web/session-cookie'
import { listTenants, type Tenant } from '@/lib/domain/tenants/list-tenants'
import { sizes } from './connections'

export interface Population {
  /** Ids of organizations; the slug of the small one is `acme`. */
  small: string
  large: string
  memberRoleId: string
  /** People with a session, who each own an organization and are in the small one and the large one. */
  owners: { email: string; organizationId: string; cookie: string }[]
  /** What NextAuth wants with a change of the session. */
  csrf: { token: string; cookie: string }
}

const small = 'org_small'
const large = 'org_large'

const { owners, small: few, large: many, pending, requests } = sizes

const statements: readonly [text: string, values: number[]][] = [
  // Search is not measured: the words by which users are found are left out.
  ['ALTER TABLE users DISABLE TRIGGER users_index', []],
  [
    `INSERT INTO users (id, email, email_folded, email_verified_at, name)
     SELECT 'auth0|' || n, n || '@bench.test', n || '@bench.test', now(), 'Member ' || n
     FROM generate_series(1, $1::int) n`,
    [many],
  ],
  ['ALTER TABLE users ENABLE TRIGGER users_index', []],
  // Foreign keys of the next statements are looked up by plans for tables of this size.
  ['ANALYZE users', []],
  [
    `INSERT INTO organizations (id, slug, display_name)
     SELECT 'org_' || n, 'organization-' || n, 'Organization ' || n FROM generate_series(1, $1::int) n
     UNION ALL VALUES ('${small}', 'acme', 'Acme'), ('${large}', 'globex', 'Globex')`,
    [owners],
  ],
  [
    `INSERT INTO organization_slugs (slug, skeleton, organization_id)
     SELECT slug, slug, id FROM organizations ON CONFLICT DO NOTHING`,
    [],
  ],
  [
    `INSERT INTO enabled_connections (organization_id, connection_id)
     SELECT o.id, c.id FROM organizations o, connections c WHERE c.is_default ON CONFLICT DO NOTHING`,
    [],
  ],
  [
    `INSERT INTO members (organization_id, user_id, created_at)
     SELECT 'org_' || n, 'auth0|' || n, now() FROM generate_series(1, $1::int) n
     UNION ALL
     SELECT '${small}', 'auth0|' || n, now() - (200000 - n) * interval '1 second' FROM generate_series(1, $2::int) n
     UNION ALL
     SELECT '${large}', 'auth0|' || n, now() - (200000 - n) * interval '1 second' FROM generate_series(1, $3::int) n`,
    [owners, few, many],
  ],
  ['ANALYZE members', []],
  [
    `INSERT INTO member_roles (organization_id, user_id, role_id, usable_in)
     SELECT m.organization_id, m.user_id, r.id, '*'
     FROM members m JOIN roles r ON r.usable_in = '*' AND r.name = CASE
       WHEN m.organization_id IN ('${small}', '${large}') AND m.user_id <> 'auth0|1' THEN 'Member' ELSE 'Owner' END
     ON CONFLICT DO NOTHING`,
    [],
  ],
  [
    `INSERT INTO sessions (id, user_id, connection_id, organization_id, amr, expires_at)
     SELECT 'ses_' || n, 'auth0|' || n, c.id, 'org_' || n, '{pwd}', now() + interval '1 day'
     FROM generate_series(1, $1::int) n, connections c WHERE c.name = 'password'`,
    [owners],
  ],
  [
    `INSERT INTO invitations (organization_id, id, email, email_folded, inviter_user_id, inviter_name, inviter_held,
       offered_roles, offered_role_ids, created_at, expires_at)
     SELECT o.id, 'inv_' || o.id || n, 'invited' || n || '@bench.test', 'invited' || n || '@bench.test', 'auth0|' || 1 + n % 500, 'Member',
       '{}', '{Member}', ARRAY[r.id], now() - n * interval '1 minute', now() + interval '7 days'
     FROM (VALUES ('${small}', $1::int), ('${large}', $2::int)) o(id, count), generate_series(1, o.count) n, roles r
     WHERE r.usable_in = '*' AND r.name = 'Member'`,
    [pending.small, pending.large],
  ],
  [
    `INSERT INTO invitation_roles (organization_id, invitation_id, role_id, usable_in)
     SELECT organization_id, id, offered_role_ids[1], '*' FROM invitations`,
    [],
  ],
  [
    `INSERT INTO users (id, email, email_folded, email_verified_at, name)
     SELECT 'auth0|r' || n, 'r' || n || '@bench.test', 'r' || n || '@bench.test', now(), 'Requester ' || n
     FROM generate_series(1, $1::int) n`,
    [requests.large],
  ],
  [
    `INSERT INTO join_requests (organization_id, id, user_id)
     SELECT o.id, 'jrq_' || o.id || n, 'auth0|r' || n
     FROM (VALUES ('${small}', $1::int), ('${large}', $2::int)) o(id, count), generate_series(1, o.count) n`,
    [requests.small, requests.large],
  ],
  [
    `INSERT INTO audit_events (organization_id, id, type, actor_kind, actor_id, target_kind, target_id, details, occurred_at)
     SELECT m.organization_id, 'evt_' || m.organization_id || m.user_id, 'member.added', 'user', 'auth0|1',
       'user', m.user_id, '{"before": null, "after": ["Member"]}', m.created_at
     FROM members m WHERE m.organization_id IN ('${small}', '${large}')`,
    [],
  ],
]

/** Fills the tenant by a few statements, as the owner of the tables. */
export async function populate(tenantId: string): Promise<Population> {
  const client = new pg.Client({ connectionString: env().migrationDatabaseUrl })
  await client.connect()
  try {
    await client.query('BEGIN')
    // Row security binds the owner, too.
    await client.query(
      `SELECT set_config('app.tenant_id', $1, true), set_config('app.kind', 'system', true)`,
      [tenantId],
    )
    for (const [text, values] of statements) await client.query(text, values)
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM roles WHERE usable_in = '*' AND name = 'Member'`,
    )
    await client.query('COMMIT')
    await client.query('VACUUM (ANALYZE)')
    const tenant = await tenantOf(tenantId)
    const people = await ownersOf(tenant)
    return { small, large, memberRoleId: rows[0]?.id ?? '', owners: people, csrf: csrfOf(tenant) }
  } finally {
    await client.end()
  }
}

async function tenantOf(tenantId: string): Promise<Tenant> {
  const tenant = (await listTenants()).find(({ id }) => id === tenantId)
  if (!tenant) throw new Error('The bench has no tenant.')
  return tenant
}

async function ownersOf(tenant: Tenant): Promise<Population['owners']> {
  const numbers = Array.from({ length: sizes.owners }, (_, index) => index + 1)
  return await Promise.all(
    numbers.map(async (n) => ({
      email: `${n}@bench.test`,
      organizationId: `org_${n}`,
      cookie: await sessionCookie(tenant, n),
    })),
  )
}

/** As it is after the first request of a browser. */
async function sessionCookie(tenant: Tenant, n: number): Promise<string> {
  const user = { sub: `auth0|${n}`, email: `${n}@bench.test`, name: `Member ${n}` }
  const organization = { org_id: `org_${n}`, org_name: `organization-${n}` }
  const claims = { ...user, sid: `ses_${n}`, tenant_id: tenant.id, ...organization }
  return `${sessionCookieName(tenant)}=${await sealToken(tenant, claims, maxAge(tenant))}`
}

function csrfOf(tenant: Tenant): Population['csrf'] {
  const token = randomBytes(32).toString('hex')
  const hash = createHash('sha256')
    .update(`${token}${secretOf(tenant, env().secret)}`)
    .digest('hex')
  return { token, cookie: `${cookieNameFor(tenant, 'csrf-token')}=${token}%7C${hash}` }
}
