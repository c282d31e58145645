import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { keepDemoUrl } from './demo.ts'
import { prepareDatabase, readSettings } from './environment.mjs'

const [script, ...args] = process.argv.slice(2)
const tsx = join(import.meta.dirname, '../node_modules/tsx/dist/cli.mjs')
let child
const state = { stopping: false, waiting: false }
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, stop)

let database
try {
  if (!script) throw new Error('Name a script: node bin/run.mjs FILE.ts')
  const settings = readSettings()
  keepDemoUrl(process.env, settings.dataDir)
  database = await prepareDatabase(settings, (isWaiting) => (state.waiting = isWaiting))
  process.exitCode = state.stopping ? 130 : await run(script, args)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
await database?.stop()
process.exit()

function run(script, args) {
  child = spawn(process.execPath, [tsx, script, ...args], { stdio: 'inherit' })
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}

function stop() {
  state.stopping = true
  child?.kill('SIGTERM')
  // PostgreSQL rolls back a migration that is not complete. Those of the embedded database end first, and then it is stopped.
  if (state.waiting) process.exit(130)
}
