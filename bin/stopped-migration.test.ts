import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startDatabase } from './embedded-postgres.mjs'
import { freePort } from './free-port.mjs'
import { makeScratch } from './scratch.mjs'

const scratch = makeScratch()
let urls: { appUrl: string; ownerUrl: string }
let owner: pg.Client

/** An empty database on the tests’ server. */
beforeEach(async () => {
  const server = await startDatabase(process.env['FOYER_DATA'] ?? '')
  const name = `empty_${randomUUID().replaceAll('-', '')}`
  const superuser = new pg.Client({ connectionString: server.superuserUrl })
  await superuser.connect()
  await superuser.query(`CREATE DATABASE ${name} OWNER foyer_owner`)
  await superuser.end()
  await server.stop()
  const named = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  urls = { appUrl: named(server.appUrl), ownerUrl: named(server.ownerUrl) }
  owner = new pg.Client({ connectionString: urls.ownerUrl })
  await owner.connect()
})

afterEach(() => owner.end())
afterAll(() => scratch.remove())

it.each([['start-server.mjs'], ['run-script.mjs', 'bin/tenant.ts', 'show'], ['migrate.ts']])(
  'SIGTERM ends %s at once while it migrates, which leaves nothing half done',
  async (...command) => {
    // The second migration waits for it, for five seconds.
    await owner.query('BEGIN; CREATE SCHEMA foyer')
    const { child, output } = await start(command)
    const exit = once(child, 'exit')
    await untilMigrationWaits()
    child.kill('SIGTERM')
    expect(await exit).toEqual([130, null])
    expect(output()).not.toContain('failed')
    await owner.query('ROLLBACK')
    // Its lock: the next process can begin again.
    await owner.query('SELECT pg_advisory_lock(72707369)')
    const { rows } = await owner.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations',
    )
    expect(rows.map(({ name }) => name)).toEqual(['20261127100000_tables'])
  },
)

async function start([script = '', ...args]: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    cwd: scratch.dataDir,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(await freePort()),
      DATABASE_URL: urls.appUrl,
      MIGRATION_DATABASE_URL: urls.ownerUrl,
      FOYER_SECRET: 'a secret for tests, and for nothing else',
    },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { child, output: () => text }
}

function untilMigrationWaits(): Promise<void> {
  const waiting = 'SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))'
  return vi.waitFor(async () => expect((await owner.query(waiting)).rows).toHaveLength(1), {
    timeout: 15_000,
    interval: 20,
  })
}
