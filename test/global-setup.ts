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

/** Nothing here has to outlive the machine: to wait for the disk at each commit would take a third of the time. */
const forgetOnPowerCut = ['ALTER SYSTEM SET fsync = off', 'SELECT pg_reload_conf()']

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
  const database = await startDatabase(scratch.dataDir)
  await runAsSuperuser(database.superuserUrl, forgetOnPowerCut)
  await migrate(database)
  await runAsSuperuser(database.superuserUrl, [`CREATE DATABASE ${templateDatabase} TEMPLATE foyer`])
  Object.assign(process.env, {
    DATABASE_URL: database.appUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    FOYER_EMBEDDED: '1',
    FOYER_DATA: scratch.dataDir,
    FOYER_SECRET: 'a secret for tests, and for nothing else',
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
