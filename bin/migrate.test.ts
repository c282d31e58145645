import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { analyzeDatabase } from './analyze.ts'
import { outsideTransaction } from './apply-migration.ts'
import { startDatabase, type EmbeddedDatabase } from './embedded-postgres.mjs'
import { migrate } from './migrate.ts'
import { makeScratch } from './scratch.mjs'

const scratch = makeScratch()
const first = 'CREATE TABLE audit_events (id int PRIMARY KEY); CREATE TABLE notes (id int PRIMARY KEY);'
let database: EmbeddedDatabase
let folder = ''
let made = 0

beforeAll(async () => {
  database = await startDatabase(scratch.dataDir)
})

afterAll(async () => {
  await database.stop()
  scratch.remove()
})

// Each test migrates an empty database of its own, from a folder of its own.
beforeEach(async () => {
  made += 1
  folder = join(scratch.dataDir, `migrations-${made}`)
  await ask(database.superuserUrl, `CREATE DATABASE migrated_${made} OWNER foyer_owner`)
  write('1_first', first)
})

describe('migrate', () => {
  it('applies the folder in order, and then nothing; limits are in a table without a log', async () => {
    write('2_second', 'ALTER TABLE notes ADD COLUMN body text')
    expect(await run()).toEqual(['1_first', '2_second'])
    await asOwner('ALTER TABLE limits.rate_limits SET LOGGED')
    expect(await run()).toEqual([])
    const ofLimits = "SELECT relpersistence FROM pg_class WHERE oid = 'limits.rate_limits'::regclass"
    expect(await asOwner(ofLimits)).toEqual([{ relpersistence: 'u' }])
  })

  it('records what it did as Prisma does', async () => {
    await run()
    const [row] = await asOwner('SELECT * FROM _prisma_migrations')
    expect(row).toMatchObject({
      migration_name: '1_first',
      checksum: createHash('sha256').update(first).digest('hex'),
      applied_steps_count: 1,
      rolled_back_at: null,
    })
    expect(row?.finished_at).toBeInstanceOf(Date)
  })

  it('refuses a database whose encoding is not UTF-8', async () => {
    made += 1
    const encoded = "TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'"
    await ask(database.superuserUrl, `CREATE DATABASE migrated_${made} OWNER foyer_owner ${encoded}`)
    await expect(run()).rejects.toThrow('is encoded in SQL_ASCII. Create it again')
  })

  it('makes its tables in public where the owner is called foyer', async () => {
    write('2_second', 'CREATE SCHEMA foyer')
    await ask(database.superuserUrl, "CREATE ROLE foyer LOGIN PASSWORD 'foyer'")
    await ask(database.superuserUrl, `ALTER DATABASE migrated_${made} OWNER TO foyer`)
    const ownerUrl = Object.assign(new URL(at(database.ownerUrl)), {
      username: 'foyer',
      password: 'foyer',
    }).href
    const migration = { ownerUrl, appUrl: at(database.appUrl), folder }
    await migrate(migration)
    write('3_third', 'CREATE TABLE later (id int)')
    expect(await migrate(migration)).toEqual(['3_third'])
    await asApp('INSERT INTO public.later VALUES (1)')
  })

  it('leaves nothing of a migration that fails', async () => {
    write('2_second', 'CREATE TABLE half (id int); SELECT 1 / 0;')
    await expect(run()).rejects.toThrow('The migration 2_second failed: division by zero')
    expect(await asOwner("SELECT to_regclass('half') AS half")).toEqual([{ half: null }])
    expect(await asOwner('SELECT migration_name FROM _prisma_migrations')).toEqual([
      { migration_name: '1_first' },
    ])
  })

  it('waits five seconds for a lock, in every migration', async () => {
    write('2_second', "CREATE TABLE waits AS SELECT current_setting('lock_timeout') AS for_a_lock")
    await run()
    expect(await asOwner('SELECT for_a_lock FROM waits')).toEqual([{ for_a_lock: '5s' }])
  })

  it('makes an index outside a transaction, also where an attempt before left half of one', async () => {
    await run()
    await asOwner('INSERT INTO notes VALUES (1)')
    await asOwner('CREATE TABLE doubles (id int); INSERT INTO doubles VALUES (1), (1)')
    write('2_index', `${outsideTransaction}\nCREATE UNIQUE INDEX CONCURRENTLY doubles_id ON doubles (id)`)
    await expect(run()).rejects.toThrow('The migration 2_index failed: could not create unique index')
    const indexes = "SELECT indisvalid FROM pg_index WHERE indrelid = 'doubles'::regclass"
    expect(await asOwner(indexes)).toEqual([{ indisvalid: false }])
    await asOwner('TRUNCATE doubles')
    expect(await run()).toEqual(['2_index'])
    expect(await asOwner(indexes)).toEqual([{ indisvalid: true }])
  })

  it('refuses a migration that was changed after it ran', async () => {
    await run()
    write('1_first', `${first} -- changed`)
    await expect(run()).rejects.toThrow('The migration 1_first was changed after it ran here')
  })

  it('runs once when many processes start together', async () => {
    const applied = await Promise.all([run(), run(), run(), run()])
    expect(applied.flat()).toEqual(['1_first'])
  })

  it('makes statistics of tables that have rows and none', async () => {
    await run()
    await asOwner('INSERT INTO notes SELECT generate_series(1, 10)')
    await run()
    const analyzed =
      "SELECT relname FROM pg_class WHERE relname IN ('notes', 'audit_events') AND reltuples >= 0"
    expect(await asOwner(analyzed)).toEqual([{ relname: 'notes' }])
  })

  it('keeps its connections alive, also those that make statistics alone', async () => {
    const opened = vi.spyOn(Socket.prototype, 'connect')
    const setKeepAlive = vi.spyOn(Socket.prototype, 'setKeepAlive')
    for (const work of [run, () => analyzeDatabase(database.ownerUrl)]) {
      await work()
      expect(opened).toHaveBeenCalled()
      expect(setKeepAlive.mock.calls).toEqual(opened.mock.calls.map(() => [true, 10_000]))
      vi.clearAllMocks()
    }
    vi.restoreAllMocks()
  })

  it('makes the queues', async () => {
    await run()
    expect(await asApp('SELECT name FROM pgboss.queue ORDER BY name')).toEqual([
      { name: 'housekeeping' },
      { name: 'mail' },
      { name: 'tenant_mail' },
      { name: 'webhook' },
    ])
  })

  it('lets finished jobs of webhooks go after an hour, also in a queue that was there before', async () => {
    await run()
    await asOwner("UPDATE pgboss.queue SET deletion_seconds = 604800 WHERE name = 'webhook'")
    await run()
    const kept = "SELECT deletion_seconds AS seconds FROM pgboss.queue WHERE name = 'webhook'"
    expect(await asOwner(kept)).toEqual([{ seconds: 3600 }])
  })

  it('says which role is missing', async () => {
    const appUrl = database.appUrl.replace('foyer_app', 'stranger')
    await expect(migrate({ ownerUrl: at(database.ownerUrl), appUrl, folder })).rejects.toThrow(
      'DATABASE_URL names the role stranger, which does not exist',
    )
  })

  it('says that a role may not make tables', async () => {
    await expect(
      migrate({ ownerUrl: at(database.appUrl), appUrl: at(database.appUrl), folder }),
    ).rejects.toThrow('role foyer_app may not make tables')
  })
})

describe('the app’s role', () => {
  it('reads and writes tables', async () => {
    await run()
    await asApp('INSERT INTO notes VALUES (1)')
    await asApp('UPDATE notes SET id = 2')
    await asApp('DELETE FROM notes')
    await asApp("INSERT INTO limits.rate_limits (key) VALUES ('a')")
  })

  it('only adds to the audit', async () => {
    await run()
    await asApp('INSERT INTO audit_events VALUES (1)')
    await expect(asApp('UPDATE audit_events SET id = 2')).rejects.toThrow('permission denied')
    await expect(asApp('DELETE FROM audit_events')).rejects.toThrow('permission denied')
    await expect(asApp('TRUNCATE audit_events')).rejects.toThrow('permission denied')
  })

  it('sees nothing of the ledger, and makes no tables', async () => {
    await run()
    await expect(asApp('SELECT FROM _prisma_migrations')).rejects.toThrow('permission denied')
    await expect(asApp('CREATE TABLE mine (id int)')).rejects.toThrow('permission denied')
    await expect(asApp('CREATE TABLE pgboss.mine (id int)')).rejects.toThrow('permission denied')
  })

  it('is given tables of later migrations too', async () => {
    await run()
    write('2_second', 'CREATE TABLE later (id int)')
    await run()
    await asApp('INSERT INTO later VALUES (1)')
  })
})

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'migration.sql'), sql)
}

function run(): Promise<string[]> {
  return migrate({ ownerUrl: at(database.ownerUrl), appUrl: at(database.appUrl), folder })
}

function at(url: string): string {
  const moved = new URL(url)
  moved.pathname = `/migrated_${made}`
  return moved.href
}

function asOwner(sql: string): Promise<Record<string, unknown>[]> {
  return ask(at(database.ownerUrl), sql)
}

function asApp(sql: string): Promise<Record<string, unknown>[]> {
  return ask(at(database.appUrl), sql)
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
