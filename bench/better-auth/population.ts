import { getMigrations } from 'better-auth/db/migration'
import { createHmac } from 'node:crypto'
import pg from 'pg'
import { startDatabase } from '../../bin/embedded-postgres.mjs'
import { env } from '@/lib/env'
import { sizes } from '../connections'
import { optionsFor, type ServerSettings } from './options'

export interface Owner {
  organizationId: string
  cookie: string
  email: string
}

const name = 'better_auth'

const statements: readonly [text: string, values: number[]][] = [
  [
    `INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
     SELECT 'user-' || n, 'Member ' || n, n || '@bench.test', true, now(), now() FROM generate_series(1, $1::int) n`,
    [sizes.large],
  ],
  [
    `INSERT INTO organization (id, name, slug, "createdAt")
     SELECT 'org-' || n, 'Organization ' || n, 'organization-' || n, now() FROM generate_series(1, $1::int) n
     UNION ALL VALUES ('small', 'Acme', 'acme', now()), ('large', 'Globex', 'globex', now())`,
    [sizes.owners],
  ],
  [
    `INSERT INTO member (id, "organizationId", "userId", role, "createdAt")
     SELECT 'own-' || n, 'org-' || n, 'user-' || n, 'owner', now() FROM generate_series(1, $1::int) n
     UNION ALL
     SELECT 'small-' || n, 'small', 'user-' || n, 'member', now() FROM generate_series(1, $2::int) n
     UNION ALL
     SELECT 'large-' || n, 'large', 'user-' || n, 'member', now() FROM generate_series(1, $3::int) n`,
    [sizes.owners, sizes.small, sizes.large],
  ],
  [
    `INSERT INTO session (id, token, "userId", "activeOrganizationId", "expiresAt", "createdAt", "updatedAt")
     SELECT 'session-' || n, 'token-' || n, 'user-' || n, 'org-' || n, now() + interval '7 days', now(), now()
     FROM generate_series(1, $1::int) n`,
    [sizes.owners],
  ],
]

/** A database of its own on the server of Foyer’s. */
export async function makeDatabase(): Promise<string> {
  const server = await startDatabase(env().dataDir)
  const superuser = new pg.Client({ connectionString: server.superuserUrl })
  await superuser.connect()
  await superuser.query(`CREATE DATABASE ${name} OWNER foyer_owner`)
  await superuser.end()
  await server.stop()
  return Object.assign(new URL(server.ownerUrl), { pathname: `/${name}` }).href
}

/** Its own migrations, and the rows that Foyer has. */
export async function populate(server: ServerSettings): Promise<Owner[]> {
  const options = optionsFor(server)
  await (await getMigrations(options)).runMigrations()
  for (const [text, values] of statements) await options.database.query(text, values)
  await options.database.query('VACUUM (ANALYZE)')
  await options.database.end()
  return Array.from({ length: sizes.owners }, (_, index) => index + 1).map((n) => ({
    organizationId: `org-${n}`,
    cookie: `better-auth.session_token=${signed(`token-${n}`, server.secret)}`,
    email: `${n}@bench.test`,
  }))
}

/** As it signs cookies. */
function signed(value: string, secret: string): string {
  const signature = createHmac('sha256', secret).update(value).digest('base64')
  return encodeURIComponent(`${value}.${signature}`)
}
