import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { startDatabase } from '../bin/embedded-postgres.mjs'

/** A copy of the migrated database, which no one connects to. */
export const templateDatabase = 'migrated'

/**
 * A database of this test file’s own, for what would otherwise take other files’ jobs out of the queue. Call it before
 * anything reads the environment.
 */
export function takeOwnDatabase(): Promise<void> {
  return takeCopyOf(templateDatabase)
}

/** The same of a database that has more in it. */
export async function takeCopyOf(template: string): Promise<void> {
  // Few pages are copied faster through the log of the server, and many as files.
  const strategy = template === templateDatabase ? 'wal_log' : 'file_copy'
  const server = await startDatabase(process.env['FOYER_DATA'] ?? '')
  const name = `own_${randomUUID().replaceAll('-', '')}`
  const superuser = new pg.Client({ connectionString: server.superuserUrl })
  await superuser.connect()
  await superuser.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER foyer_owner STRATEGY ${strategy}`)
  await superuser.end()
  const [appUrl, ownerUrl] = [server.appUrl, server.ownerUrl].map((url) => named(url, name))
  if (appUrl === undefined || ownerUrl === undefined) throw new Error('There is no server to make it on.')
  await server.stop()
  Object.assign(process.env, { DATABASE_URL: appUrl, MIGRATION_DATABASE_URL: ownerUrl })
}

function named(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href
}
