import pg from 'pg'
import { roleTimeouts } from '../lib/db/connection-options.ts'
import { connect, messageOf } from './connect-owner.ts'

interface Migrated {
  ownerUrl: string
  appUrl: string
}

/**
 * Gives the app’s role its timeouts. A role may set its own, and the owner may not, so this signs in as the app’s role at the server of
 * `ownerUrl`, which is no pooler: a pooler would keep the connection, whose session began without them.
 * @throws Error with the line that a superuser may run instead
 */
export async function setTimeouts(owner: pg.Client, { ownerUrl, appUrl }: Migrated): Promise<void> {
  const { username, password } = new URL(appUrl)
  const role = pg.escapeIdentifier(decodeURIComponent(username))
  const missing = await findMissing(owner, decodeURIComponent(username))
  if (missing.length === 0) return
  const statements = missing.map(([name, value]) => `ALTER ROLE ${role} SET ${name} = ${value}`)
  const app = await connect(Object.assign(new URL(ownerUrl), { username, password }).href).catch(
    (error: unknown) => {
      throw new Error(
        `The role of DATABASE_URL cannot sign in at the server of MIGRATION_DATABASE_URL to set its timeouts: ${messageOf(error)}. ` +
          `Let a superuser run: ${statements.join('; ')};`,
      )
    },
  )
  try {
    for (const statement of statements) await app.query(statement)
  } finally {
    await app.end()
  }
}

async function findMissing(owner: pg.Client, role: string): Promise<[name: string, value: number][]> {
  const { rows } = await owner.query<{ setting: string }>(
    'SELECT unnest(rolconfig) AS setting FROM pg_roles WHERE rolname = $1',
    [role],
  )
  const set = new Set(rows.map(({ setting }) => setting))
  return Object.entries(roleTimeouts).filter(([name, value]) => !set.has(`${name}=${value}`))
}
