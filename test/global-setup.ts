import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDatabase } from '../bin/embedded-postgres.mjs'
import { migrate } from '../bin/migrate.ts'

/** One embedded PostgreSQL for the run, migrated; tests connect as the app's role, as the product does. */
export default async function setUp(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'foyer-test-'))
  const database = await startDatabase(dataDir)
  await migrate(database)
  Object.assign(process.env, {
    DATABASE_URL: database.appUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    FOYER_EMBEDDED: '1',
    FOYER_DATA: dataDir,
    FOYER_SECRET: 'a secret for tests, and for nothing else',
  })
  return async () => {
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
