import type pg from 'pg'
import { keepAliveOptions } from '../lib/db/connection-options.ts'
import { DatabaseClient } from '../lib/db/database-client.ts'

/**
 * A connection to PostgreSQL itself: migrating holds a lock and settings of the session, which a pooler would give to others.
 * @throws Error with one line that says what to do
 */
export async function connectOwner(ownerUrl: string): Promise<pg.Client> {
  const owner = await connect(ownerUrl).catch((error: unknown) => {
    throw new Error(`MIGRATION_DATABASE_URL cannot be reached: ${messageOf(error)}.`)
  })
  if (!(await isBehindPooler(owner))) return owner
  await owner.end()
  throw new Error(
    'MIGRATION_DATABASE_URL leads to a connection pooler, through which nothing can be migrated. ' +
      'Set it to the host and the port of PostgreSQL itself. DATABASE_URL may stay.',
  )
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new DatabaseClient({
    ...keepAliveOptions,
    connectionString: url,
    connectionTimeoutMillis: 10_000,
  })
  await client.connect()
  return client
}

/** PostgreSQL tells a client the id of the process that serves it. A pooler tells one of its own. */
async function isBehindPooler(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid !== (client as unknown as { processID: number | null }).processID
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
