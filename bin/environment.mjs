import { resolve } from 'node:path'
import { waitForDatabase } from '../lib/db/wait-for-database.ts'
import { parseEnv } from '../lib/env.ts'
import { startDatabase } from './embedded-postgres.mjs'
import { migrate } from './migrate.ts'
import { step } from './progress.mjs'
import { readSecrets } from './secrets.mjs'

/** Completes process.env except for the database. An invalid value throws before anything starts. */
export function readSettings() {
  const variables = process.env
  const isProduction = variables.NODE_ENV === 'production'
  const embedded = !variables.DATABASE_URL && !isProduction
  variables.FOYER_DATA = resolve(variables.FOYER_DATA || '.foyer')
  if (embedded) variables.FOYER_EMBEDDED = '1'
  else delete variables.FOYER_EMBEDDED
  if (!variables.FOYER_SECRET && !isProduction)
    variables.FOYER_SECRET = readSecrets(variables.FOYER_DATA).foyerSecret
  return parseEnv(embedded ? { ...variables, DATABASE_URL: 'postgresql://127.0.0.1/foyer' } : variables)
}

/**
 * Returns the running embedded database, if that is the one in use. Waits for the operator’s, which may fall silent while it is
 * migrated, too: `onWaiting` is called with true before and with false after.
 */
export async function prepareDatabase({ dataDir, embedded }, onWaiting) {
  const variables = process.env
  const database = embedded ? await step('Starting the database', () => startDatabase(dataDir)) : undefined
  if (database) {
    variables.DATABASE_URL = database.appUrl
    variables.MIGRATION_DATABASE_URL = database.ownerUrl
  } else {
    const variable = variables.MIGRATION_DATABASE_URL ? 'MIGRATION_DATABASE_URL' : 'DATABASE_URL'
    onWaiting(true)
    await waitForDatabase({ url: variables[variable], variable, prepare: async () => {} })
  }
  try {
    await migrateIfOwner(variables, database && `delete the folder ${dataDir} and start again`)
    onWaiting(false)
    return database
  } catch (error) {
    await database?.stop()
    throw error
  }
}

async function migrateIfOwner({ MIGRATION_DATABASE_URL: ownerUrl, DATABASE_URL: appUrl }, replacement) {
  if (!ownerUrl) {
    console.log('MIGRATION_DATABASE_URL is not set, so the database is taken as it is.')
    return
  }
  const applied = await step('Migrating', () => migrate({ ownerUrl, appUrl, replacement }))
  for (const name of applied) console.log(`  ${name}`)
}
