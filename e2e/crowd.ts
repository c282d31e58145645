import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { asSuperuser } from './database'
import { newAddress, newSlug } from './support'

export interface Someone {
  name: string
  roles: string[]
  /** How many pending invitations this member has sent. */
  invitations?: number
}

/**
 * An organization of lumen with these members, put into the database: inviting each would take long. Their password
 * is the demo’s.
 * @returns the slug, and their addresses in the order given
 */
export async function gather(people: readonly Someone[]): Promise<{ slug: string; addresses: string[] }> {
  const client = new pg.Client(asSuperuser())
  await client.connect()
  try {
    const slug = newSlug()
    await found(client, slug)
    const addresses: string[] = []
    for (const person of people) addresses.push(await add(client, slug, person))
    return { slug, addresses }
  } finally {
    await client.end()
  }
}

async function found(client: pg.Client, slug: string): Promise<void> {
  await client.query(
    `WITH place AS (
       INSERT INTO organizations (tenant_id, id, slug, display_name, updated_at) VALUES ('lumen', $1, $2, $3, now())),
     slug AS (
       INSERT INTO organization_slugs (tenant_id, slug, skeleton, organization_id) VALUES ('lumen', $2, $2, $1))
     INSERT INTO enabled_connections (tenant_id, organization_id, connection_id)
     SELECT 'lumen', $1, id FROM connections WHERE tenant_id = 'lumen' AND is_default`,
    [`org_${randomBytes(8).toString('hex')}`, slug, 'Harbour'],
  )
}

async function add(
  client: pg.Client,
  slug: string,
  { name, roles, invitations = 0 }: Someone,
): Promise<string> {
  const [id, email] = [`auth0|${randomBytes(12).toString('hex')}`, newAddress()]
  await client.query(
    `WITH place AS (SELECT id FROM organizations WHERE tenant_id = 'lumen' AND slug = $4),
     person AS (
       INSERT INTO users (tenant_id, id, email, email_folded, email_verified_at, name, updated_at)
       VALUES ('lumen', $1, $2, $2, now(), $3, now())),
     identity AS (
       INSERT INTO identities (tenant_id, id, user_id, connection_id, subject, password_hash)
       SELECT 'lumen', $1, $1, i.connection_id, $1, i.password_hash
       FROM identities i JOIN users u ON u.tenant_id = i.tenant_id AND u.id = i.user_id
       WHERE i.tenant_id = 'lumen' AND u.email = 'ann@acme.test' AND i.password_hash IS NOT NULL),
     member AS (INSERT INTO members (tenant_id, organization_id, user_id) SELECT 'lumen', place.id, $1 FROM place)
     INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
     SELECT 'lumen', place.id, $1, r.id, r.usable_in
     FROM place JOIN roles r ON r.tenant_id = 'lumen' AND r.usable_in IN ('*', place.id) AND r.name = ANY ($5)`,
    [id, email, name, slug, roles],
  )
  await client.query(
    `INSERT INTO invitations (tenant_id, id, organization_id, email, email_folded, inviter_user_id, inviter_name,
       inviter_held, offered_roles, expires_at)
     SELECT 'lumen', 'uinv_' || replace(gen_random_uuid()::text, '-', ''), o.id, 'guest' || n || '@journey.test',
       'guest' || n || '@journey.test', u.id, u.name, '{}', '{}', now() + interval '1 day'
     FROM organizations o, users u, generate_series(1, $3::int) n
     WHERE o.tenant_id = 'lumen' AND o.slug = $1 AND u.tenant_id = 'lumen' AND u.id = $2`,
    [slug, id, invitations],
  )
  return email
}
