import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import { startDatabase } from '../bin/embedded-postgres.mjs'
import { freePort } from '../bin/free-port.mjs'
import { makeScratch } from '../bin/scratch.mjs'
import { makeDist } from './make-dist.ts'

/**
 * Builds `dist`, and runs a copy of it: elsewhere, read-only, as an account that owns nothing, and with the environment of
 * its settings alone. Prints rows of JSON: {"name","figure","goal","ok"}. node test/built-folder.ts
 */
const root = join(import.meta.dirname, '..')
const megabytesAtMost = 400
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
const compilers =
  /^node_modules\/(typescript|tsx|esbuild|@esbuild|@next\/swc|@swc\/core|node|prisma|playwright)(\/|-|$)/

await makeDist()
const place = mkdtempSync(join(tmpdir(), 'foyer-dist-'))
const folder = join(place, 'foyer')
const node = join(place, 'node')
const scratch = makeScratch()
const database = await startDatabase(scratch.dataDir)
try {
  cpSync(join(root, 'dist'), folder, { recursive: true, verbatimSymlinks: true })
  cpSync(process.execPath, node)
  reportContent()
  makeReadOnly()
  await runIt()
} finally {
  await database.stop()
  scratch.remove()
  rmSync(place, { recursive: true, force: true })
}
process.exit()

function report(row: { name: string; figure: number | string; goal: number | string; ok?: boolean }): void {
  const { ok = row.figure === row.goal } = row
  if (!ok) process.exitCode = 1
  console.log(JSON.stringify({ ...row, ok }))
}

function reportContent(): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const bytes = files.reduce((sum, file) => sum + lstatSync(join(folder, file)).size, 0)
  const megabytes = Math.round(bytes / 1e6)
  report({
    name: 'dist: MB',
    figure: megabytes,
    goal: `<= ${megabytesAtMost}`,
    ok: megabytes <= megabytesAtMost,
  })
  const superfluous = files.filter((file) => compilers.test(file) || /(?<!\.d)\.tsx?$/.test(file))
  report({ name: 'dist: files of TypeScript and of compilers', figure: superfluous.length, goal: 0 })
}

function makeReadOnly(): void {
  chmodSync(place, 0o755)
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, file)
    const entry = lstatSync(path)
    if (!entry.isSymbolicLink()) chmodSync(path, entry.isDirectory() ? 0o555 : 0o444)
  }
  chmodSync(folder, 0o555)
}

async function runIt(): Promise<void> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: database.appUrl,
    FOYER_SECRET: 'a secret for the built folder, and for nothing else',
    FOYER_URL: url,
    FOYER_DRAIN_SECONDS: '0',
    PORT: String(port),
    HOST: '127.0.0.1',
  } as const
  const migration = { ...env, MIGRATION_DATABASE_URL: database.ownerUrl }
  report({
    name: 'dist: first migration',
    figure: run('migrate.mjs', migration).slice(0, 9),
    goal: 'Migrated:',
  })
  report({
    name: 'dist: second migration',
    figure: run('migrate.mjs', migration).trim(),
    goal: 'Nothing to migrate.',
  })
  run('tenant.mjs', env, [
    ...['create', '--id', 'harbour', '--name', 'Harbour', '--url', url],
    ...['--operator', 'pat@harbour.test'],
  ])
  const began = Date.now()
  const child = spawn(node, [join(folder, 'bin/serve.mjs')], {
    cwd: '/',
    env,
    ...nobody,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  process.once('exit', () => child.kill())
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)))
  while (!output.includes(`Foyer ready at ${url}`)) {
    if (child.exitCode !== null) throw new Error(`It did not start:\n${output}`)
    await pause(50)
  }
  report({
    name: 'dist: ready after ms',
    figure: Date.now() - began,
    goal: '<= 10000',
    ok: Date.now() - began <= 10_000,
  })
  report({ name: 'dist: the sign-in page', figure: await statusOf(`${url}/sign-in`), goal: 200 })
  report({ name: 'dist: health', figure: await statusOf(`${url}/api/health/ready`), goal: 200 })
  report({ name: 'dist: a drawn picture begins with', figure: await drawPicture(), goal: 'PNG' })
  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number | null]
  report({ name: 'dist: ends with', figure: code ?? 'a signal', goal: 0 })
  const lines = output.split('\n').filter((line) => line && !/^(Foyer ready|\{"level":"info")/.test(line))
  report({ name: 'dist: other lines written', figure: lines.join(' | ') || 'none', goal: 'none' })
}

function run(program: string, env: NodeJS.ProcessEnv, args: string[] = []): string {
  const path = join(folder, 'bin', program)
  const ended = spawnSync(node, [path, ...args], { cwd: '/', env, ...nobody, encoding: 'utf8' })
  if (ended.status !== 0) throw new Error(`${program} failed:\n${ended.stdout}${ended.stderr}`)
  return ended.stdout
}

async function statusOf(url: string): Promise<number> {
  const { status } = await fetch(url)
  return status
}

async function drawPicture(): Promise<string> {
  const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#336699' } })
    .png()
    .toBuffer()

  const script = join(folder, 'bin/draw-picture.mjs')
  const drawn = spawnSync(node, [script, 'png', 'whole'], {
    cwd: '/',
    env: { NODE_ENV: 'production' },
    ...nobody,
    input: picture,
  })
  return drawn.stdout.subarray(1, 4).toString('latin1')
}
