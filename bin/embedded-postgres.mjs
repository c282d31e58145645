import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from './free-port.mjs'
import { findPlace, give, runTool } from './postgres-location.mjs'
import { isAlive, processesIn, takeLock } from './processes.mjs'
import { readSecrets } from './secrets.mjs'

/** Each user of the database holds this advisory lock (shared). The last to release it stops the server. */
const inUse = 4_036_937
/** 57P03: the server is starting or stopping. */
const hungUp = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', '57P03'])

/** `alone`: no other process used it yet. `stop()` stops the server only if no other process uses it. */
export async function startDatabase(dataDir) {
  mkdirSync(dataDir, { recursive: true })
  const database = { dataDir: realpathSync(dataDir), secrets: readSecrets(dataDir), leaving: false }
  await holdServer(database)
  const url = (user, password, name) => `postgresql://${user}:${password}@127.0.0.1:${database.port}/${name}`
  const { secrets } = database
  return {
    port: database.port,
    alone: database.alone,
    superuserUrl: url('postgres', secrets.superuser, 'postgres'),
    ownerUrl: url('foyer_owner', secrets.owner, 'foyer'),
    appUrl: url('foyer_app', secrets.app, 'foyer'),
    stop: () => leave(database),
  }
}

export async function stopIfUnused(dataDir) {
  const directory = realpathSync(dataDir)
  await underLock(directory, async () => {
    const place = findPlace(directory)
    const running = readPidFile(place)
    if (!running || !isAlive(running.pid, dataOf(place))) return
    const client = await connect(running.port, readSecrets(directory))
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS last', [inUse])
    await client.end()
    if (rows[0].last) runTool(place, 'pg_ctl', ['-D', dataOf(place), '-m', 'fast', '-w', '-t', '60', 'stop'])
  })
}

async function leave(database) {
  if (database.leaving) return
  database.leaving = true
  await database.returning
  await database.holder.query('SELECT pg_advisory_unlock_all()').catch(() => {})
  await database.holder.end().catch(() => {})
  await stopIfUnused(database.dataDir)
}

async function holdServer(database) {
  await underLock(database.dataDir, async () => {
    const place = findPlace(database.dataDir)
    initialize(place, database.secrets)
    await joinServer(database, place)
    await database.holder.query('SELECT pg_advisory_lock_shared($1)', [inUse])
    database.alone = (await countUsers(database.holder)) === 1
    await makeRoles(database.holder, database.secrets)
  })
  database.holder.on('end', () => (database.returning = returnTo(database)))
}

/** A server that has just stopped looks alive but closes the connection: start it again. */
async function joinServer(database, place) {
  for (let attempt = 1; ; attempt++) {
    database.port = await runServer(place, database.dataDir)
    try {
      database.holder = await connect(database.port, database.secrets)
      return
    } catch (error) {
      if (!hungUp.has(error.code) || attempt === 10) throw error
      await pause(200)
    }
  }
}

// A server that was stopped restarts on its remembered port, so the connection pools reconnect by themselves.
async function returnTo(database) {
  if (database.leaving) return
  try {
    await holdServer(database)
  } catch (error) {
    console.error(`The embedded database went away and does not come back: ${error.message}`)
  }
}

async function underLock(directory, work) {
  const release = await takeLock(join(directory, 'lock'))
  try {
    await work()
  } finally {
    release()
  }
}

function initialize(place, secrets) {
  if (existsSync(dataOf(place))) return
  const draft = join(place.home, 'pg.new')
  const password = join(place.home, 'password')
  rmSync(draft, { recursive: true, force: true })
  writeFileSync(password, secrets.superuser + '\n', { mode: 0o600 })
  give(password, place.account)
  const settings = ['-c', 'timezone=UTC', '-c', 'log_timezone=UTC']
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${password}`]
  const made = runTool(place, 'initdb', ['-D', draft, '--no-instructions', ...access, ...locale, ...settings])
  rmSync(password)
  if (made.status !== 0) throw new Error(`The embedded database cannot be made: ${lastLine(made.stderr)}`)
  renameSync(draft, dataOf(place))
}

async function runServer(place, dataDir) {
  const running = await portWhenReady(place)
  if (running !== undefined) return running
  await clearLeftovers(dataOf(place))
  const remembered = join(dataDir, 'port')
  let port = existsSync(remembered) ? Number(readFileSync(remembered, 'utf8')) : 0
  for (let attempt = 0; attempt < 3; attempt++) {
    port = (await freePort(port)) ?? (await freePort())
    writeFileSync(remembered, `${port}\n`)
    if (startServer(place, port)) return port
  }
  throw new Error(`The embedded database does not start; ${logOf(place)} says why.`)
}

async function clearLeftovers(data) {
  for (let i = 0; i < 100 && processesIn(data).length > 0; i++) await pause(100)
  const left = processesIn(data)
  if (left.length > 0)
    throw new Error(`Processes of an earlier database still run: ${left.join(', ')}. End them.`)
  rmSync(join(data, 'postmaster.pid'), { force: true })
}

function startServer(place, port) {
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`
  const how = ['-D', dataOf(place), '-w', '-t', '120', '-l', logOf(place), '-o', options]
  return runTool(place, 'pg_ctl', [...how, 'start']).status === 0
}

/** Undefined if no server runs, or if it stopped meanwhile. */
async function portWhenReady(place) {
  for (let i = 0; i < 1200; i++) {
    const running = readPidFile(place)
    if (!running || !isAlive(running.pid, dataOf(place))) return undefined
    if (running.ready) return running.port
    await pause(100)
  }
  throw new Error(`The embedded database does not become ready; ${logOf(place)} says why.`)
}

function readPidFile(place) {
  try {
    const lines = readFileSync(join(dataOf(place), 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

async function connect(port, secrets) {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: secrets.superuser,
    database: 'postgres',
  })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    if (error.code !== '28P01') throw error
    throw new Error(
      'secrets.json does not belong to this database. Bring it back, or start with an empty FOYER_DATA.',
    )
  }
  return client
}

async function countUsers(client) {
  const { rows } = await client.query(
    "SELECT count(*)::int AS users FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND granted",
    [inUse],
  )
  return rows[0].users
}

async function makeRoles(client, secrets) {
  const passwords = { foyer_owner: secrets.owner, foyer_app: secrets.app }
  for (const [role, password] of Object.entries(passwords)) {
    const found = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
    if (found.rowCount > 0) continue
    const limits = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS'
    await client.query(`CREATE ROLE ${role} ${limits} PASSWORD ${pg.escapeLiteral(password)}`)
  }
  const found = await client.query("SELECT FROM pg_database WHERE datname = 'foyer'")
  if (found.rowCount === 0) await client.query('CREATE DATABASE foyer OWNER foyer_owner')
}

function dataOf(place) {
  return join(place.home, 'pg')
}

function logOf(place) {
  return join(place.home, 'postgres.log')
}

function lastLine(text) {
  return text.trim().split('\n').at(-1)
}
