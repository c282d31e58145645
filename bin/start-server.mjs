import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { buildIfStale } from './build.mjs'
import { readDemo } from '../lib/demo-file.ts'
import { listSignIns } from './demo.ts'
import { prepareDatabase, readSettings } from './environment.mjs'
import { step } from './progress.mjs'

const dev = process.argv.includes('--dev')
const root = join(import.meta.dirname, '..')
const state = { stopping: false, waiting: false, child: undefined, ready: false }

process.stdout.on('error', () => {})
process.stderr.on('error', () => {})
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(event, stop)
process.on('disconnect', () => stop('SIGINT'))

let database
try {
  const settings = readSettings()
  await assertPortIsFree(settings)
  database = await prepareDatabase(settings, (isWaiting) => (state.waiting = isWaiting))
  if (!state.stopping && settings.demo) await seedIfNeeded(settings)
  if (!state.stopping && !dev) await buildIfStale({ onStart: watch })
  if (!state.stopping) await serve(settings)
} catch (error) {
  if (!state.stopping) {
    console.error(error.message)
    process.exitCode = 1
  }
}
await database?.stop()
if (state.stopping && !state.ready) process.exitCode = 130
process.exit()

/** @param signal SIGTERM lets the server drain. */
function stop(signal) {
  state.stopping = true
  state.child?.kill(signal)
  // PostgreSQL rolls back a migration that is not complete. Those of the embedded database end first, and then it is stopped.
  if (state.waiting) process.exit(130)
}

function watch(child) {
  state.child = child
  child.once('exit', () => (state.child = undefined))
  if (state.stopping) child.kill('SIGTERM')
  return child
}

function assertPortIsFree({ port, host }) {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(new Error(portProblem(error, { port, host }))))
    probe.listen(port, host, () => probe.close(resolve))
  })
}

function portProblem(error, { port, host }) {
  if (error.code === 'EADDRINUSE') return `Port ${port} is taken. Set PORT to another.`
  if (error.code === 'EACCES') return `Port ${port} needs more rights. Set PORT to another, above 1023.`
  return `HOST ${host} cannot be served: ${error.message}`
}

/** The seed writes demo.json last: if it is missing or has another URL, the seed runs. */
async function seedIfNeeded(settings) {
  const seed = join(root, 'prisma/seed.ts')
  const demo = readDemo(settings.dataDir)
  const moved = demo && demo.url !== settings.foyerUrl && (database?.alone ?? true)
  if (!existsSync(seed) || (demo && !moved)) return
  await step('Seeding the demo', () => runToEnd([join(root, 'node_modules/tsx/dist/cli.mjs'), seed]))
}

function runToEnd(args) {
  const child = watch(spawn(process.execPath, args, { stdio: 'inherit' }))
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error('The demo could not be seeded.')),
    )
  })
}

async function serve(settings) {
  const args = [join(root, 'bin/serve.mjs'), ...(dev ? ['--dev'] : [])]
  const { MIGRATION_DATABASE_URL: _, ...env } = process.env
  const child = watch(spawn(process.execPath, args, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] }))
  child.once('message', () => {
    state.ready = true
    if (settings.demo) printSignIns(settings)
    console.log(`Foyer ready at ${settings.foyerUrl}`)
  })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) process.exitCode = 1
}

function printSignIns({ dataDir, foyerUrl }) {
  const demo = readDemo(dataDir)
  if (demo) console.log(`\n${listSignIns(demo, foyerUrl).join('\n')}\n`)
}
