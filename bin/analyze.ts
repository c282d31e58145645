import type pg from 'pg'
import { keepAliveOptions } from '../lib/db/connection-options.ts'
import { DatabaseClient } from '../lib/db/database-client.ts'

const neverAnalyzed = `SELECT c.oid::regclass::text AS name FROM pg_class c
  WHERE c.relkind = 'r' AND c.reltuples < 0 AND pg_relation_size(c.oid) > 0
    AND c.relnamespace <> ALL (ARRAY['pg_catalog', 'information_schema']::regnamespace[])
    AND pg_has_role(c.relowner, 'USAGE')`

/**
 * PostgreSQL makes statistics by itself, but minutes after rows were added, and never for a table of fewer than 50. Until
 * then, or after a restore, it plans for unknown tables, which makes pages several times as slow.
 */
export async function analyzeNewTables(owner: pg.ClientBase): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(neverAnalyzed)
  if (rows.length > 0) await owner.query(`ANALYZE (SKIP_LOCKED) ${rows.map(({ name }) => name).join(', ')}`)
}

/** `ownerUrl` as for migrate(). */
export async function analyzeDatabase(ownerUrl: string): Promise<void> {
  const owner = new DatabaseClient({ ...keepAliveOptions, connectionString: ownerUrl })
  await owner.connect()
  try {
    await analyzeNewTables(owner)
  } finally {
    await owner.end()
  }
}
