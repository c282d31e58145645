import { randomUUID } from 'node:crypto'
import type pg from 'pg'

export interface MigrationFile {
  name: string
  sql: string
  checksum: string
}

/** The first line of a migration that is one statement and cannot run in a transaction, such as CREATE INDEX CONCURRENTLY. */
export const outsideTransaction = '-- Outside a transaction.'

/** @throws Error that names the migration. Nothing of it is left, but an index that the next attempt drops. */
export async function applyMigration(owner: pg.Client, migration: MigrationFile): Promise<void> {
  const { name, sql } = migration
  const isAlone = sql.startsWith(`${outsideTransaction}\n`)
  try {
    const { rows } = await owner.query<{ at: Date }>('SELECT clock_timestamp() AS at')
    if (isAlone) await dropInvalidIndexes(owner)
    else await owner.query('BEGIN')
    await owner.query(sql)
    await record(owner, migration, rows[0]?.at)
    if (!isAlone) await owner.query('COMMIT')
  } catch (error) {
    if (!isAlone) await owner.query('ROLLBACK')
    const message = error instanceof Error ? error.message : String(error)
    throw new Error(`The migration ${name} failed: ${message}`)
  }
}

/** What CREATE INDEX CONCURRENTLY leaves when it breaks off. Migrations are the only ones that make indexes, one after the other. */
async function dropInvalidIndexes(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ statement: string }>(
    `SELECT format('DROP INDEX CONCURRENTLY %s', i.indexrelid::regclass) AS statement
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE NOT i.indisvalid AND c.relnamespace = 'public'::regnamespace AND pg_has_role(c.relowner, 'USAGE')`,
  )
  for (const { statement } of rows) await owner.query(statement)
}

async function record(owner: pg.Client, { name, checksum }: MigrationFile, begunAt?: Date): Promise<void> {
  await owner.query(
    `INSERT INTO "_prisma_migrations"
       (id, checksum, finished_at, migration_name, logs, rolled_back_at, started_at, applied_steps_count)
     VALUES ($1, $2, clock_timestamp(), $3, '', NULL, $4, 1)`,
    [randomUUID(), checksum, name, begunAt],
  )
}
