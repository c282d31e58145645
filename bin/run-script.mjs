import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { keepDemoUrl } from './demo.ts'
import { prepareDatabase, readSettings } from './environment.mjs'

const [script, ...args] = process.argv.slice(2)
const tsx = join(import.meta.dirname, '../node_modules/tsx/dist/cli.mjs')
let child
let waiting = false
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, stop)

let database
try {
  if (!script) throw new Error('Name a script: node bin/run.mjs FILE.ts')
  const settings = readSettings()
  keepDemoUrl(process.env, settings.dataDir)
  // Of a database that is not its own, nothing has to be stopped.
  waiting = !settings.embedded
  database = await prepareDatabase(settings)
  waiting = false
  child = spawn(process.execPath, [tsx, script, ...args], { stdio: 'inherit' })
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
await database?.stop()
process.exit()

function stop() {
  child?.kill('SIGTERM')
  if (waiting) process.exit(130)
}
