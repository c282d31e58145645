import { startDatabase } from '../bin/embedded-postgres.mjs'
import { migrate } from '../bin/migrate.ts'
import { makeScratch } from '../bin/scratch.mjs'

/** One embedded PostgreSQL for the run, migrated; tests connect as the app's role, as the product does. */
export default async function setUp(): Promise<() => Promise<void>> {
  const scratch = makeScratch()
  const database = await startDatabase(scratch.dataDir)
  await migrate(database)
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
