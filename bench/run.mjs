// Like bin/start.mjs: runs on the Node that the machine has, and installs what is missing first.
import { freePort } from '../bin/free-port.mjs'
import { launch } from '../bin/run-with-own-node.mjs'
import { makeScratch } from '../bin/scratch.mjs'

const scratch = makeScratch()
process.on('exit', () => scratch.remove())

// A product of its own, whatever else runs here.
delete process.env.NODE_ENV
delete process.env.DATABASE_URL
delete process.env.MIGRATION_DATABASE_URL
Object.assign(process.env, {
  FOYER_DATA: scratch.dataDir,
  FOYER_DEMO: 'on',
  // Limits are counted as everywhere, and nothing is refused.
  FOYER_API_LIMIT: '999999',
  FOYER_DRAIN_SECONDS: '0',
  HOST: '127.0.0.1',
  PORT: String(await freePort()),
})
process.argv.splice(2, 0, 'bench/bench.ts')
await launch('run-script.mjs', { needsAll: true })
