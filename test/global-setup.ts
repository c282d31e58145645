import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startDatabase } from '../bin/embedded-postgres.mjs'
import { migrate } from '../bin/migrate.ts'
import { makeScratch } from '../bin/scratch.mjs'
import { templateDatabase } from './own-database'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the server that the run is on; the tests’ own `DATABASE_URL` is the app’s. */
    superuserUrl: string
  }
}

const root = join(import.meta.dirname, '..')

/**
 * Nothing here has to outlive the machine: to wait for the disk at each commit would take a third of the time. Nor does
 * the log have to be short, for which PostgreSQL would write much of it twice.
 */
const settings = [
  'fsync = off',
  'synchronous_commit = off',
  'full_page_writes = off',
  'wal_level = minimal',
  'max_wal_senders = 0',
  "max_wal_size = '8GB'",
  "shared_buffers = '256MB'",
  // Each process has up to sixteen for its requests, and as many again for what waits.
  'max_connections = 250',
]

/** Of the run: its projects share it. */
let opened: Promise<Database> | undefined
let users = 0

interface Database {
  superuserUrl: string
  close: () => Promise<void>
}

/** One embedded PostgreSQL for the run, migrated; tests connect as the app's role, as the product does. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  users += 1
  const { superuserUrl, close } = await (opened ??= open())
  project.provide('superuserUrl', superuserUrl)
  return async () => {
    users -= 1
    if (users === 0) await close()
  }
}

async function open(): Promise<Database> {
  const scratch = makeScratch()
  const unset = await startDatabase(scratch.dataDir)
  await runAsSuperuser(
    unset.superuserUrl,
    settings.map((setting) => `ALTER SYSTEM SET ${setting}`),
  )
  await unset.stop()
  const database = await startDatabase(scratch.dataDir)
  await migrate(database)
  await runAsSuperuser(database.superuserUrl, [`CREATE DATABASE ${templateDatabase} TEMPLATE foyer`])
  Object.assign(process.env, {
    DATABASE_URL: database.appUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    FOYER_EMBEDDED: '1',
    FOYER_DATA: scratch.dataDir,
    FOYER_SECRET: 'a secret for tests, and for nothing else',
    // Many processes load the same packages, which Node then compiles once.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node-compile-cache'),
  })
  return {
    superuserUrl: database.superuserUrl,
    close: async () => {
      await database.stop()
      scratch.remove()
    },
  }
}

async function runAsSuperuser(connectionString: string, statements: string[]): Promise<void> {
  const superuser = new pg.Client({ connectionString })
  await superuser.connect()
  for (const statement of statements) await superuser.query(statement)
  await superuser.end()
}
