import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { startDatabase, stopIfUnused } from './embedded-postgres.mjs'
import { makeScratch } from './scratch.mjs'

const moduleUrl = new URL('./embedded-postgres.mjs', import.meta.url).href
const scratch = makeScratch()

afterAll(async () => {
  await stopIfUnused(scratch.dataDir)
  scratch.remove()
})

describe('the embedded database', () => {
  it('keeps its secrets to their owner', async () => {
    await (await startDatabase(scratch.dataDir)).stop()
    expect(statSync(join(scratch.dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
  })

  it('gives the app a role that row security binds', async () => {
    const database = await startDatabase(scratch.dataDir)
    const sql =
      'SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS privileged FROM pg_roles WHERE rolname = current_user'
    expect(await ask(database.appUrl, sql)).toEqual([{ privileged: false }])
    expect(await ask(database.ownerUrl, sql)).toEqual([{ privileged: false }])
    await database.stop()
  })

  it('is shared by several starts at once, and stops with the last', async () => {
    const users = await Promise.all([1, 2, 3].map(() => startDatabase(scratch.dataDir)))
    expect(new Set(users.map((user) => user.port)).size).toBe(1)
    const last = users.pop() ?? expect.unreachable()
    for (const user of users) await user.stop()
    expect(await ask(last.appUrl, 'SELECT 1 AS up')).toEqual([{ up: 1 }])
    await last.stop()
    await expect(ask(last.appUrl, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
  })

  it('keeps what was committed before a kill -9 of everything', async () => {
    const holder = await startElsewhere()
    const before = await startDatabase(scratch.dataDir)
    await ask(before.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS n')
    await before.stop()
    holder.kill('SIGKILL')
    process.kill(postmaster(), 'SIGKILL')
    const after = await startDatabase(scratch.dataDir)
    expect(await ask(after.ownerUrl, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
    await after.stop()
  })

  it.each(['SIGKILL', 'SIGINT'])(
    'comes back on the same port when %s ends it under its user',
    async (signal) => {
      const database = await startDatabase(scratch.dataDir)
      const killed = postmaster()
      process.kill(killed, signal)
      await expect
        .poll(() => ask(database.appUrl, 'SELECT 1 AS up').catch(() => []), { timeout: 15_000 })
        .toEqual([{ up: 1 }])
      expect(postmaster()).not.toBe(killed)
      await database.stop()
    },
  )

  it('is stopped by the next user after the last one was killed', async () => {
    const holder = await startElsewhere()
    const { appUrl, stop } = await startDatabase(scratch.dataDir)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    await stop()
    await expect.poll(() => refused(appUrl)).toBe(true)
  })
})

/** Another process that starts the database and holds it until it is killed. */
async function startElsewhere(): Promise<ChildProcess> {
  const script = `const { startDatabase } = await import(${JSON.stringify(moduleUrl)})
    await startDatabase(${JSON.stringify(scratch.dataDir)})
    process.stdout.write('started')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

async function refused(url: string): Promise<boolean> {
  try {
    await stopIfUnused(scratch.dataDir)
    await ask(url, 'SELECT 1')
    return false
  } catch {
    return true
  }
}

function postmaster(): number {
  return Number(readFileSync(join(scratch.dataDir, 'postgres/pg/postmaster.pid'), 'utf8').split('\n')[0])
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
