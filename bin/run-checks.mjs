import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { findBrowser } from './browser.mjs'
import { buildIfStale } from './build.mjs'
import { makeAuthority } from './certificate.mjs'
import { buildExample, startExamples } from './examples.mjs'
import { freePort } from './free-port.mjs'
import { runQuietly } from './progress.mjs'
import { makeScratch } from './scratch.mjs'
import { readSecrets } from './secrets.mjs'
import { tellWhatWasSeen } from './print-failure-context.mjs'
import { readPlaywrightReport, readVitestReport } from './read-report.mjs'

const root = join(import.meta.dirname, '..')
const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean' }, screenshots: { type: 'boolean' }, only: { type: 'string' } },
})
const needsExamples = !flags.screenshots && (flags.only ?? 'examples').includes('examples')
const report = join(tmpdir(), `foyer-report-${process.pid}.json`)
const children = new Set()
const ours =
  /^(FOYER_|RESEND_|DATABASE_URL$|MIGRATION_DATABASE_URL$|EMAIL_FROM$|SMTP_URL$|TRUSTED_PROXIES$|DNS_SERVERS$|PWNED_PASSWORDS_URL$|RATE_LIMITS$|PORT$|HOST$|NODE_ENV$)/

const lint = { title: 'lint', run: () => check(['oxlint']) }
const otherReadings = [
  { title: 'format', run: () => check(['oxfmt', '--check']) },
  { title: 'boundaries', run: () => check(['depcruise', '--output-type', 'err', '.']) },
  {
    title: 'types',
    run: () => check(['next', 'typegen'], ['tsc', '--noEmit'], ['tsc', '-p', 'examples/web']),
  },
  {
    title: 'dead code',
    run: () => check(['knip', '--no-progress'], ['knip', '--production', '--no-progress']),
  },
]
/** One after the other; `lanes` run in parallel. */
const checks = [
  { lanes: [[lint], otherReadings] },
  { title: 'unit and database tests', run: () => runVitest() },
  { title: 'PostgreSQL 15', run: () => runVitest('--config=vitest.postgres-15.config.ts') },
]
const browserSteps = [
  { title: 'build', run: runBuild, gate: true },
  { title: 'end to end', run: runPlaywright },
]

// Tests set the variables that they need; those of the caller’s own Foyer must not reach them.
for (const name of Object.keys(process.env)) if (ours.test(name)) Reflect.deleteProperty(process.env, name)
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, abandon)

const results = await runSteps(chooseSteps())
printSummary(results)
process.exit(results.some(({ failed }) => failed > 0) ? 1 : 0)

function chooseSteps() {
  if (flags.quick) return checks
  return flags.screenshots || flags.only ? browserSteps : [...checks, ...browserSteps]
}

async function runSteps(steps) {
  const done = []
  for (const { title, run, gate, lanes } of steps) {
    if (lanes) {
      done.push(...(await Promise.all(lanes.map((lane) => runSteps(lane)))).flat())
      continue
    }
    console.log(`\n── ${title}`)
    const began = Date.now()
    const outcome = await run().catch((error) => {
      console.error(error.message)
      return { passed: 0, failed: 1 }
    })
    const seconds = Math.round((Date.now() - began) / 1000)
    done.push({ title, seconds, ...outcome })
    console.log(`${outcome.failed === 0 ? '✓' : '✗'} ${title}, ${seconds} s`)
    if (gate && outcome.failed > 0) break
  }
  return done
}

function printSummary(steps) {
  console.log('')
  for (const { title, seconds, passed, failed } of steps) {
    console.log(
      `${failed === 0 ? '✓' : '✗'} ${title.padEnd(24)} ${String(seconds).padStart(4)} s  ${passed} passed, ${failed} failed`,
    )
  }
  const sum = (key) => steps.reduce((total, step) => total + step[key], 0)
  for (const failure of steps.flatMap(({ failures = [] }) => failures)) console.log(`\n✗ ${failure}`)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
}

async function check(...commands) {
  for (const [name, ...args] of commands) await runQuietly(name, args, { onStart: keep })
  return { passed: 1, failed: 0 }
}

async function runVitest(...options) {
  const code = await show('vitest', [
    'run',
    ...options,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  return count(readVitestReport(takeReport()), code)
}

async function runBuild() {
  await buildIfStale({ onStart: keep })
  if (needsExamples) await buildExample({ onStart: keep })
  return { passed: 1, failed: 0 }
}

async function runPlaywright() {
  const env = {
    ...process.env,
    FOYER_BROWSER: findBrowser(),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    // Tests start many processes that load the same packages.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node-compile-cache'),
  }
  const scratch = makeScratch()
  const product = await startProduct(scratch.dataDir)
  const project = flags.screenshots ? 'screenshots' : 'journeys'
  let examples
  try {
    await forgetOnPowerCut(scratch.dataDir)
    if (needsExamples) {
      const apiPort = await freePort()
      const webPort = await freePort()
      examples = await startExamples(scratch.dataDir, { apiPort, webPort, keep })
      Object.assign(env, examples.variables)
    }
    Object.assign(env, product.variables, { FOYER_E2E_URL: product.variables.FOYER_URL })
    Object.assign(env, await certified(scratch.dataDir))
    const files = flags.only?.split(',').map((name) => `/${name}.spec.ts`) ?? []
    const options = ['--reporter=list,json', `--project=${project}`]
    const code = await show('playwright', ['test', ...files, ...options], env)
    if (code !== 0) tellWhatWasSeen(join(root, 'test-results'), { product: product.log })
    return count(readPlaywrightReport(takeReport()), code)
  } finally {
    await examples?.stop()
    await product.stop()
    scratch.remove()
  }
}

/** Auth0’s SDKs require https. Only the tests trust this certificate. */
async function certified(folder) {
  const { keyFile, certificateFile } = await makeAuthority(folder)
  return {
    FOYER_TLS_KEY: keyFile,
    FOYER_TLS_CERTIFICATE: certificateFile,
    NODE_EXTRA_CA_CERTS: certificateFile,
  }
}

// A runner that fails without a failed test has found another problem, which counts as one.
function count(report, code) {
  return { ...report, failed: report.failed === 0 && code !== 0 ? 1 : report.failed }
}

async function startProduct(dataDir) {
  const port = await portNear(3100)
  const logDir = join(dataDir, 'log-streams')
  mkdirSync(logDir)
  const variables = {
    FOYER_DATA: dataDir,
    // The test of log streams reads the files there.
    FOYER_LOG_DIR: logDir,
    FOYER_DRAIN_SECONDS: '0',
    PORT: String(port),
    FOYER_URL: `http://localhost:${port}`,
    // The test of domains runs a name server there.
    DNS_SERVERS: `127.0.0.1:${await portNear(5300)}`,
    // The test of senders runs a stand-in for Resend there.
    RESEND_BASE_URL: `http://127.0.0.1:${await portNear(5400)}`,
  }
  const own = { RATE_LIMITS: 'off', FOYER_DEMO: 'on', FOYER_METRICS_PORT: String(await portNear(9500)) }
  const env = { ...process.env, ...variables, ...own }
  const stdio = ['ignore', 'pipe', 'pipe', 'ipc']
  const child = keep(spawn(process.execPath, [join(root, 'bin/start-server.mjs')], { env, stdio }))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const file = join(dataDir, 'foyer.log')
  const log = createWriteStream(file)
  let output = ''
  const ready = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        log.write(text)
        output = (output + text).slice(-10_000)
        if (output.includes('Foyer ready at')) resolve('ready')
      })
    }
  })
  if ((await Promise.race([ready, ended])) !== 'ready')
    throw new Error(`The product did not start:\n${output}`)
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  // Not by the product’s own variable: tests start processes that inherit theirs.
  return { variables: { ...variables, METRICS_PORT: own.FOYER_METRICS_PORT }, log: file, stop }
}

/** As in the unit tests: nothing here has to outlive the machine, so no commit waits for the disk. */
async function forgetOnPowerCut(dataDir) {
  const port = Number(readFileSync(join(dataDir, 'port'), 'utf8'))
  const { superuser: password } = readSecrets(dataDir)
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'foyer' })
  await client.connect()
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
    await client.query(`ALTER SYSTEM SET ${setting} = off`)
  await client.query('SELECT pg_reload_conf()')
  await client.end()
}

async function portNear(wanted) {
  return (await freePort(wanted)) ?? freePort()
}

function show(command, args, env = process.env) {
  const child = keep(spawn(command, args, { env, stdio: ['ignore', 'inherit', 'inherit'] }))
  return new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve))
}

function takeReport() {
  if (!existsSync(report)) return undefined
  const found = JSON.parse(readFileSync(report, 'utf8'))
  rmSync(report)
  return found
}

function keep(child) {
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

async function abandon() {
  for (const child of children) child.kill('SIGTERM')
  await Promise.all([...children].map((child) => new Promise((resolve) => child.once('exit', resolve))))
  process.exit(1)
}
