import pg from 'pg'
import { inject } from 'vitest'
import { env } from '@/lib/env'
import { makeHouse, type House, type Place } from './house'

export interface CrowdedHouse {
  house: House
  /** Where everybody is a member. */
  place: Place
  organizations: number
  members: number
  empty: () => Promise<void>
}

/**
 * A tenant with very many organizations and, in one of them, very many members, by statements that go past triggers and
 * foreign keys. Ten at a time came at the same moment, and where a row lies says nothing about when it came.
 */
export async function makeCrowdedHouse(organizations: number, members: number): Promise<CrowdedHouse> {
  const house = await makeHouse()
  const { tenantId } = house
  const place = await house.organization()
  await asSuperuser(async (client) => {
    // Few rows a block: what a page reads is its rows, and not how many of them happen to share one.
    await client.query('ALTER TABLE organizations SET (fillfactor = 10)')
    await client.query(
      `INSERT INTO organizations (tenant_id, id, slug, display_name, created_at)
       SELECT $1, 'org_' || md5(n::text), 'crowd-' || md5('s' || n), 'Crowd ' || n % 100,
         now() - (1000000 - n / 10) * interval '1 second'
       FROM generate_series(1, $2::int) n ORDER BY md5(n::text)`,
      [tenantId, organizations - 1],
    )
    await client.query(
      `INSERT INTO users (tenant_id, id, email, email_folded, email_verified_at, name)
       SELECT $1, 'auth0|' || md5(n::text), n || '@house.test', n || '@house.test', now(), 'Member ' || n
       FROM generate_series(1, $2::int) n ORDER BY md5(n::text)`,
      [tenantId, members],
    )
    await client.query(
      `INSERT INTO members (tenant_id, organization_id, user_id, created_at)
       SELECT $1, $3, 'auth0|' || md5(n::text), now() - (1000000 - n / 10) * interval '1 second'
       FROM generate_series(1, $2::int) n ORDER BY md5(n::text)`,
      [tenantId, members, place.id],
    )
    await client.query('ANALYZE organizations, users, members')
  })
  return { house, place, organizations, members, empty: () => emptied(tenantId) }
}

async function emptied(tenantId: string): Promise<void> {
  await asSuperuser(async (client) => {
    for (const table of ['members', 'user_words', 'users', 'organization_slugs', 'organizations'])
      await client.query(`DELETE FROM ${table} WHERE tenant_id = $1`, [tenantId])
    await client.query('ALTER TABLE organizations RESET (fillfactor)')
  })
}

async function asSuperuser(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const { pathname } = new URL(env().databaseUrl)
  const connectionString = Object.assign(new URL(inject('superuserUrl')), { pathname }).href
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query('SET session_replication_role = replica')
    await work(client)
  } finally {
    await client.end()
  }
}
