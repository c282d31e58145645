import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from '../bin/free-port.mjs'

export type PoolMode = 'transaction' | 'session'

export interface Pooler {
  /** Replaces the server of a URL by the pooler. */
  urlOf: (databaseUrl: string) => string
  stop: () => Promise<void>
}

const nobody = 65_534
const example = join(import.meta.dirname, '../deploy/pgbouncer.ini')

export function hasPgbouncer(): boolean {
  return spawnSync('pgbouncer', ['--version']).error === undefined
}

/** The example of `deploy/` on loopback, for the roles of these URLs: only ports, files and, for sessions, the mode are others. */
export async function startPgbouncer(mode: PoolMode, urls: readonly [string, ...string[]]): Promise<Pooler> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-pgbouncer-'))
  const port = await freePort()
  const isRoot = process.getuid?.() === 0
  const users = urls.map((url) => {
    const { username, password } = new URL(url)
    return `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"\n`
  })
  const config = replaceAll(readFileSync(example, 'utf8'), [
    ['host=127.0.0.1 port=5432', `host=127.0.0.1 port=${new URL(urls[0]).port}`],
    ['listen_port = 6432', `listen_port = ${port}`],
    ['/etc/pgbouncer/userlist.txt', join(folder, 'userlist.txt')],
    ['pool_mode = transaction', `pool_mode = ${mode}`],
    ...(mode === 'session' ? ([['default_pool_size = 20', 'default_pool_size = 60']] as const) : []),
  ])
  writeFileSync(join(folder, 'userlist.txt'), users.join(''), { mode: 0o600 })
  writeFileSync(join(folder, 'pgbouncer.ini'), config)
  // It does not run as root.
  if (isRoot)
    for (const file of ['', 'userlist.txt', 'pgbouncer.ini']) chownSync(join(folder, file), nobody, nobody)
  const args = [...(isRoot ? ['-u', 'nobody'] : []), join(folder, 'pgbouncer.ini')]
  const child = spawn('pgbouncer', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let output = ''
  child.stderr.on('data', (text) => (output = (output + String(text)).slice(-100_000)))
  process.once('exit', () => child.kill())
  const urlOf = (url: string) => Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href
  while (!(await answers(urlOf(urls[0])))) {
    if (child.exitCode !== null) throw new Error(`PgBouncer did not start:\n${output}`)
    await pause(50)
  }
  return {
    urlOf,
    stop: async () => {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Of a session of this URL. */
export async function readTimeouts(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ value: string }>(
    'SELECT current_setting(name) AS value FROM unnest($1::text[]) WITH ORDINALITY AS wanted (name, number) ORDER BY number',
    [['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']],
  )
  await client.end()
  return rows.map(({ value }) => value).join(' ')
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** @throws where the example does not have what is to be replaced */
function replaceAll(text: string, replacements: readonly (readonly [string, string])[]): string {
  return replacements.reduce((sum, [from, to]) => {
    if (!sum.includes(from)) throw new Error(`The example has no “${from}”.`)
    return sum.replaceAll(from, to)
  }, text)
}
