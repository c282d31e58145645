import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { waitForDatabase } from '../lib/db/wait-for-database.ts'
import { analyzeNewTables } from './analyze.ts'
import { applyMigration, type MigrationFile } from './apply-migration.ts'
import { connectOwner, messageOf } from './connect-owner.ts'
import { grantToApp } from './grants.ts'
import { installQueues } from './install-queues.ts'
import { setTimeouts } from './set-timeouts.ts'

interface Migration {
  /** The role that owns the database and its tables. */
  ownerUrl: string
  /** The role that the app connects as. It must exist. */
  appUrl: string
  folder?: string
  /** The advice if the database cannot be updated. */
  replacement?: string
}

// The lock of Prisma’s own CLI, so that the two never migrate at the same time.
const prismaLock = 72_707_369

const ledger = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`

/**
 * Stored responses are encrypted: they may contain a secret. A lease that a crash has lost refuses its holder. Its second index makes an
 * UPDATE of the holder wait for foyer.assert_lease, which locks what is in unique indexes.
 */
const limits = `CREATE UNLOGGED TABLE IF NOT EXISTS limits.rate_limits (
  key VARCHAR(255) PRIMARY KEY,
  points INTEGER NOT NULL DEFAULT 0,
  expire BIGINT
);
DO $$ BEGIN
  IF (SELECT relpersistence FROM pg_class WHERE oid = 'limits.rate_limits'::regclass) = 'p' THEN
    ALTER TABLE limits.rate_limits SET UNLOGGED;
  END IF;
END $$;
CREATE TABLE IF NOT EXISTS limits.kept_answers (
  key TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  status INTEGER,
  sealed TEXT,
  expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX IF NOT EXISTS kept_answers_expire ON limits.kept_answers (expires_at);
CREATE UNLOGGED TABLE IF NOT EXISTS limits.leases (
  key TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  UNIQUE (key, holder)
)`

/** Safe to repeat and to run in several processes at once. Returns the names of the applied migrations. */
export async function migrate(migration: Migration): Promise<string[]> {
  const folder = migration.folder ?? join(import.meta.dirname, '../prisma/migrations')
  const appRole = decodeURIComponent(new URL(migration.appUrl).username)
  const owner = await connectOwner(migration.ownerUrl)
  try {
    await owner.query('SET client_min_messages = warning')
    // If the owner is called foyer, "$user" would put the schema foyer before public.
    await owner.query('SET search_path = public')
    await assertUsable(owner, appRole)
    await owner.query('SELECT pg_advisory_lock($1)', [prismaLock])
    await owner.query("SET lock_timeout = '5s'")
    const files = readFolder(folder)
    await assertUpdatable(owner, files, migration.replacement)
    const applied = await applyFiles(owner, files)
    await installQueues(migration.ownerUrl)
    await makeSchema(owner, 'limits')
    await owner.query(limits)
    await grantToApp(owner, appRole)
    await setTimeouts(owner, migration)
    await analyzeNewTables(owner)
    return applied
  } finally {
    await owner.end()
  }
}

async function assertUsable(owner: pg.Client, appRole: string): Promise<void> {
  const { rows } = await owner.query<{
    version: number
    encoding: string
    role: string
    database: string
    known: boolean
    creates: boolean
  }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding,
       current_user AS role, current_database() AS database,
       EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS known,
       has_schema_privilege('public', 'CREATE') AS creates`,
    [appRole],
  )
  const found = rows[0]
  if (!found) return
  if (found.version < 150_000) throw new Error('Foyer needs PostgreSQL 15 or later. This one is older.')
  if (found.encoding !== 'UTF8') {
    throw new Error(
      `The database ${found.database} is encoded in ${found.encoding}. Create it again: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8';`,
    )
  }
  if (!found.known) {
    throw new Error(
      `DATABASE_URL names the role ${appRole}, which does not exist. Make it: ` +
        `CREATE ROLE ${pg.escapeIdentifier(appRole)} LOGIN PASSWORD '…';`,
    )
  }
  if (!found.creates) {
    throw new Error(
      `MIGRATION_DATABASE_URL’s role ${found.role} may not make tables in ${found.database}. Let it own the database: ` +
        `ALTER DATABASE ${pg.escapeIdentifier(found.database)} OWNER TO ${pg.escapeIdentifier(found.role)};`,
    )
  }
}

/** Development versions before the baseline had other migrations. Unknown later ones are a newer version’s. */
async function assertUpdatable(
  owner: pg.Client,
  files: readonly MigrationFile[],
  replacement = 'make a new, empty database and set DATABASE_URL and MIGRATION_DATABASE_URL to it',
): Promise<void> {
  const found = await owner.query(
    `SELECT FROM pg_tables WHERE schemaname = 'public' AND tablename = '_prisma_migrations'`,
  )
  if (found.rowCount === 0) return
  const { rows } = await owner.query<{ name: string }>(
    'SELECT migration_name AS name FROM "_prisma_migrations"',
  )
  const names = files.map(({ name }) => name)
  const newest = names.at(-1) ?? ''
  const unknown = rows.find(({ name }) => !names.includes(name) && name <= newest)
  if (!unknown) return
  throw new Error(
    `This database was made by a development version of Foyer, with the migration ${unknown.name}, and cannot be updated: ` +
      `${replacement}.`,
  )
}

async function applyFiles(owner: pg.Client, files: readonly MigrationFile[]): Promise<string[]> {
  await owner.query(ledger)
  const { rows } = await owner.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  )
  const known = new Map(rows.map((row) => [row.name, row]))
  const applied: string[] = []
  for (const { name, sql, checksum } of files) {
    const before = known.get(name)
    if (before) {
      assertSame(before, checksum)
      continue
    }
    await applyMigration(owner, { name, sql, checksum })
    applied.push(name)
  }
  return applied
}

function readFolder(folder: string): MigrationFile[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return names
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(folder, name, 'migration.sql'))
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') }
    })
}

function assertSame(before: { name: string; checksum: string; finished: boolean }, checksum: string): void {
  if (!before.finished) {
    throw new Error(
      `The migration ${before.name} failed before. Look at it with \`npx prisma migrate status\`.`,
    )
  }
  if (before.checksum !== checksum) {
    throw new Error(
      `The migration ${before.name} was changed after it ran here. Restore its migration.sql, or begin with an empty database.`,
    )
  }
}

// CREATE SCHEMA requires the privilege to create even if the schema exists.
async function makeSchema(owner: pg.Client, name: string): Promise<void> {
  const found = await owner.query('SELECT FROM pg_namespace WHERE nspname = $1', [name])
  if (found.rowCount === 0) await owner.query(`CREATE SCHEMA ${pg.escapeIdentifier(name)}`)
}

async function main(): Promise<void> {
  const { DATABASE_URL: appUrl, MIGRATION_DATABASE_URL: ownerUrl } = process.env
  if (!appUrl || !ownerUrl) throw new Error('Set DATABASE_URL and MIGRATION_DATABASE_URL.')
  await waitForDatabase({
    url: ownerUrl,
    variable: 'MIGRATION_DATABASE_URL',
    prepare: () => Promise.resolve(),
  })
  const applied = await migrate({ ownerUrl, appUrl })
  console.log(applied.length === 0 ? 'Nothing to migrate.' : `Migrated: ${applied.join(', ')}`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  // As the first process of a container it would ignore them. PostgreSQL rolls back what is not complete.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))
  main().catch((error: unknown) => {
    console.error(messageOf(error))
    process.exit(1)
  })
}
