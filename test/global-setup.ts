import type { TestProject } from 'vitest/node'
import { startDatabase } from '../bin/embedded-postgres.mjs'
import { migrate } from '../bin/migrate.ts'
import { makeScratch } from '../bin/scratch.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the server that the run is on; the tests’ own `DATABASE_URL` is the app’s. */
    superuserUrl: string
  }
}

/** One embedded PostgreSQL for the run, migrated; tests connect as the app's role, as the product does. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const scratch = makeScratch()
  const database = await startDatabase(scratch.dataDir)
  await migrate(database)
  project.provide('superuserUrl', database.superuserUrl)
  Object.assign(process.env, {
    DATABASE_URL: database.appUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    FOYER_EMBEDDED: '1',
    FOYER_DATA: scratch.dataDir,
    FOYER_SECRET: 'a secret for tests, and for nothing else',
  })
  return async () => {
    await database.stop()
    scratch.remove()
  }
}
