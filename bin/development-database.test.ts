import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDatabase, type EmbeddedDatabase } from './embedded-postgres.mjs'
import { freePort } from './free-port.mjs'
import { makeScratch } from './scratch.mjs'

const scratch = makeScratch()
const unknown = '20261125000000_the_tables'
const refusal = `This database was made by a development version of Foyer, with the migration ${unknown}, and cannot be updated: `
let database: EmbeddedDatabase
let before: unknown

beforeAll(async () => {
  database = await startDatabase(scratch.dataDir)
  await ask(`CREATE TABLE "_prisma_migrations" (migration_name text);
    INSERT INTO "_prisma_migrations" VALUES ('${unknown}');
    CREATE TABLE tenants (id text)`)
  before = await catalogue()
})
afterAll(async () => {
  await database.stop()
  scratch.remove()
})

it('says which folder to delete, where the database is the embedded one', async () => {
  const { status, stderr } = await start({})
  expect(stderr).toBe(`${refusal}delete the folder ${scratch.dataDir} and start again.\n`)
  expect(status).toBe(1)
  expect(await catalogue()).toEqual(before)
})

it('says that a new database is needed, where it is the operator’s', async () => {
  const { status, stderr } = await start({
    MIGRATION_DATABASE_URL: database.ownerUrl,
    DATABASE_URL: database.appUrl,
    FOYER_SECRET: 'a secret for tests, and for nothing else',
  })
  expect(stderr).toBe(
    `${refusal}make a new, empty database and set DATABASE_URL and MIGRATION_DATABASE_URL to it.\n`,
  )
  expect(status).toBe(1)
  expect(await catalogue()).toEqual(before)
})

/** `npm start` in an environment of its own. */
async function start(variables: Record<string, string>) {
  const path = process.env['PATH']
  const own = { PATH: path, PORT: String(await freePort()), FOYER_DATA: scratch.dataDir }
  const env = { NODE_ENV: 'test', ...own, ...variables } as const
  const script = join(import.meta.dirname, 'start-server.mjs')
  return spawnSync(process.execPath, [script], { env, encoding: 'utf8' })
}

/** All that is in the database, and the rights to it. */
async function catalogue(): Promise<unknown> {
  return await Promise.all([
    ask('SELECT nspname, nspacl::text FROM pg_namespace ORDER BY 1'),
    ask('SELECT oid, relname, relacl::text FROM pg_class ORDER BY 1'),
    ask('SELECT * FROM "_prisma_migrations"'),
  ])
}

async function ask(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
