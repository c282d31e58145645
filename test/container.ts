import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { startDatabase } from '../bin/embedded-postgres.mjs'
import { freePort } from '../bin/free-port.mjs'
import { makeScratch } from '../bin/scratch.mjs'
import { makeDist } from './make-dist.ts'

/**
 * Builds the image of deploy/Dockerfile from `dist`, on a base of Debian’s packages and the pinned Node under the name that
 * the file gives, and runs it: read-only, not as root, with its health check, on the roles that deploy/make-roles.sh makes.
 * Takes root, and Debian’s packages podman, runc and postgresql-client. Prints rows of JSON: {"name","figure","goal","ok"}.
 * node test/container.ts
 */
const root = join(import.meta.dirname, '..')
const base = 'gcr.io/distroless/nodejs24-debian13'
const packages = ['base-files', 'libc6', 'libgcc-s1', 'libstdc++6', 'netbase', 'tzdata']
const passwords = { FOYER_OWNER_PASSWORD: "the owner's: 0x1", FOYER_APP_PASSWORD: 'the app’s @/2' }
const isReadOnly = [
  '--read-only',
  '--read-only-tmpfs=false',
  '--cap-drop=all',
  '--security-opt=no-new-privileges',
]

const place = mkdtempSync(join(tmpdir(), 'foyer-container-'))
const missing = ['podman', 'runc', 'psql', 'apt-get'].filter(
  (program) => spawnSync(program, ['--version']).error !== undefined,
)
if (missing.length > 0) report(`skipped: this machine has no ${missing.join(', ')}`, null)
else if (process.getuid?.() !== 0) report('skipped: it takes root', null)
else await buildAndRun().finally(removeContainers)
rmSync(place, { recursive: true, force: true })
process.exit()

function report(name: string, figure: number | string | null, goal: number | string | null = null): void {
  const ok = figure === goal
  if (!ok) process.exitCode = 1
  console.log(JSON.stringify({ name: `container: ${name}`, figure, goal, ok }))
}

async function buildAndRun(): Promise<void> {
  await makeDist()
  buildBase()
  buildImage()
  reportImage()
  const scratch = makeScratch()
  const database = await startDatabase(scratch.dataDir)
  try {
    await run(await makeRoles(database))
  } finally {
    await database.stop()
    scratch.remove()
  }
}

function removeContainers(): void {
  spawnSync('podman', podmanArgs(['rm', '--all', '--force', '--time=0']), { stdio: 'ignore' })
}

function buildBase(): void {
  const [files, downloads] = [join(place, 'base'), join(place, 'packages')]
  mkdirSync(downloads)
  mkdirSync(join(files, 'nodejs/bin'), { recursive: true })
  execFileSync('apt-get', ['download', ...packages], { cwd: downloads, stdio: 'ignore' })
  for (const file of readdirSync(downloads)) execFileSync('dpkg-deb', ['-x', join(downloads, file), files])
  cpSync(process.execPath, join(files, 'nodejs/bin/node'))
  writeFileSync(join(place, 'Dockerfile'), 'FROM scratch\nCOPY base /\n')
  build(['--tag', base, '--file', join(place, 'Dockerfile'), place])
}

/** The first stage, which builds `dist` in an image with npm, is replaced by a folder that has it. */
function buildImage(): void {
  const stage = join(place, 'stage')
  mkdirSync(join(stage, 'foyer'), { recursive: true })
  cpSync(join(root, 'dist'), join(stage, 'foyer/dist'), { recursive: true, verbatimSymlinks: true })
  const context = ['--build-context', `build=${stage}`, '--build-arg', 'VERSION=1.2.3']
  build([...context, '--tag', 'foyer', '--file', join(root, 'deploy/Dockerfile'), root])
}

function build(args: readonly string[]): void {
  const flags = ['--isolation=chroot', '--format=docker', '--pull=never', '--layers=false']
  podman(['build', ...flags, ...args])
}

function podmanArgs(args: readonly string[]): string[] {
  const storage = ['--root', join(place, 'store'), '--runroot', join(place, 'run'), '--storage-driver', 'vfs']
  return [...storage, '--runtime', 'runc', '--cgroup-manager', 'cgroupfs', ...args]
}

function podman(args: readonly string[]): string {
  const ended = spawnSync('podman', podmanArgs(args), { encoding: 'utf8' })
  if (ended.status !== 0) throw new Error(`podman ${args.join(' ')}\n${ended.stdout}${ended.stderr}`)
  return ended.stdout.trim()
}

function reportImage(): void {
  const inspected = (what: string) => podman(['image', 'inspect', 'foyer', '--format', what])
  report('user', inspected('{{.Config.User}}'), '65532:65532')
  report('version', inspected('{{index .Config.Labels "org.opencontainers.image.version"}}'), '1.2.3')
  const shell = ['run', '--rm', '--network=host', '--entrypoint=/bin/sh', 'foyer', '-c', 'true']
  const { status } = spawnSync('podman', podmanArgs(shell), { stdio: 'ignore' })
  report('a shell in it ends with', status, 127)
}

interface Urls {
  DATABASE_URL: string
  MIGRATION_DATABASE_URL: string
}

/** As PostgreSQL’s image runs the script, on a server that has no such roles. */
async function makeRoles({ superuserUrl }: { superuserUrl: string }): Promise<Urls> {
  const client = new pg.Client(superuserUrl)
  await client.connect()
  await client.query('DROP DATABASE foyer WITH (FORCE)')
  await client.query('DROP ROLE foyer_owner')
  await client.query('DROP ROLE foyer_app')
  await client.end()
  const { hostname, port, username, password } = new URL(superuserUrl)
  const server = { PGHOST: hostname, PGPORT: port, PGPASSWORD: decodeURIComponent(password) }
  const env = { ...process.env, ...server, POSTGRES_USER: username, ...passwords }
  execFileSync(join(root, 'deploy/make-roles.sh'), { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const url = (role: string, own: string) =>
    `postgresql://${role}:${encodeURIComponent(own)}@${hostname}:${port}/foyer`
  return {
    DATABASE_URL: url('foyer_app', passwords.FOYER_APP_PASSWORD),
    MIGRATION_DATABASE_URL: url('foyer_owner', passwords.FOYER_OWNER_PASSWORD),
  }
}

async function run({ DATABASE_URL, MIGRATION_DATABASE_URL }: Urls): Promise<void> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const start = (env: Record<string, string>, args: readonly string[]) => [
    ...['run', '--network=host', ...isReadOnly],
    ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...args,
  ]
  const migration = podman(
    start({ DATABASE_URL, MIGRATION_DATABASE_URL }, ['--rm', 'foyer', 'bin/migrate.mjs']),
  )
  report('the migration', migration.slice(0, 9), 'Migrated:')
  const env = {
    DATABASE_URL,
    FOYER_SECRET: 'a secret for the container, and for nothing else',
    FOYER_URL: url,
    FOYER_DRAIN_SECONDS: '1',
    PORT: String(port),
  }
  const child = spawn('podman', podmanArgs(start(env, ['--name=served', 'foyer'])), {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  process.once('exit', () => child.kill())
  await untilReady(child, url)
  // As a kubelet asks, by the address of the pod.
  report('readiness, by an address', await statusOf(port, '/api/health/ready', `10.1.2.3:${port}`), 200)
  report('before there is a tenant', await statusOf(port, '/sign-in', 'login.example.com'), 421)
  const tenant = [
    'create',
    '--id',
    'harbour',
    '--name',
    'Harbour',
    '--url',
    url,
    '--operator',
    'pat@harbour.test',
  ]
  podman(['exec', 'served', '/nodejs/bin/node', 'bin/tenant.mjs', ...tenant])
  report('the sign-in page', (await fetch(`${url}/sign-in`)).status, 200)
  reportInside()
  podman(['kill', '--signal=TERM', 'served'])
  const [code] = (await once(child, 'exit')) as [number | null]
  report('after SIGTERM it ends with', code, 0)
}

function reportInside(): void {
  podman(['healthcheck', 'run', 'served'])
  report('its health', podman(['inspect', 'served', '--format', '{{.State.Health.Status}}']), 'healthy')
  const write = `const fs = require('node:fs'); const codes = ['/foyer/x', '/tmp/x'].map((path) => {
    try { fs.writeFileSync(path, ''); return 'written' } catch ({ code }) { return code } })
    console.log(process.getuid(), ...codes)`
  report(
    'user, and what writing ends with',
    podman(['exec', 'served', '/nodejs/bin/node', '-e', write]),
    '65532 EROFS EROFS',
  )
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)))
  while (!output.includes(`Foyer ready at ${url}`)) {
    if (child.exitCode !== null) throw new Error(`It did not start:\n${output}`)
    await pause(50)
  }
}

function statusOf(port: number, path: string, host: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const asked = get({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode ?? null)
    })
    asked.once('error', reject)
  })
}
