import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'

const root = join(import.meta.dirname, '..')
const report = join(tmpdir(), `foyer-proof-${process.pid}.json`)
const children = new Set()

const { values: flags } = parseArgs({
  options: {
    'slow-inputs': { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    entry: { type: 'string', default: '' },
    shape: { type: 'string', default: '' },
  },
})

/** A program prints a line of JSON for each of its rows: {name, rounds, figure, goal, ok}. */
const rows = [
  {
    name: 'Slow inputs',
    program: [
      'test/slow-inputs/main.ts',
      ...['minutes', 'seed', 'entry', 'shape'].map((name) => `--${name}=${flags[name]}`),
    ],
  },
  { name: 'Overload', program: ['test/overload.ts', '2000'] },
  { name: 'Strangers', program: ['test/measure-strangers.ts', '15'] },
  { name: 'A database that vanishes', program: ['test/measure-vanishing.ts', '4'] },
  { name: 'Two builds', program: ['test/two-builds.ts'] },
  { name: 'A directory of 5,000', program: ['test/measure-directory.ts'] },
  { name: 'Upgrade', program: ['test/upgrade.ts'] },
  { name: 'Restore', program: ['test/restore.ts'] },
  { name: 'The built folder', program: ['test/built-folder.ts'] },
  { name: 'Container', program: ['test/container.ts'] },
  { name: 'nginx and Caddy', program: ['test/fronts.ts'] },
  // Debian’s package postfix; as root.
  { name: 'Postfix', program: ['test/postfix.ts'] },
  // Debian’s package pgbouncer.
  { name: 'PgBouncer', program: ['test/pgbouncer.ts', '20'] },
  // Installs packages from the npm registry.
  { name: 'Quick starts', program: ['test/quick-starts.ts'] },
  { name: 'Full disk', program: ['test/full-disk.ts'] },
  { name: 'One tenant', program: ['test/one-tenant.ts'] },
  // Debian’s packages postgresql and haproxy.
  { name: 'Standby', program: ['test/standby.ts'] },
  // Debian’s package prometheus.
  { name: 'Alerts', program: ['test/check-alerts.ts'] },
  { name: 'Slow texts', test: 'lib/domain/text/slow-text.test.ts', variables: { SLOW_INPUTS: '1500' } },
  {
    name: 'Slow texts in the API',
    test: 'lib/http/auth0/slow-text.test.ts',
    variables: { SLOW_INPUTS: '1500' },
  },
  {
    // Debian’s packages postgresql-15 and locales, with that locale.
    name: 'PostgreSQL in German',
    test: ['transaction', 'connections', 'pipelined', 'limits', 'locking', 'write', 'losses'],
    config: 'vitest.postgres-15.config.ts',
    variables: { POSTGRES_MESSAGES: 'de_DE.UTF-8' },
  },
  { name: 'Races of invitations', test: 'lib/domain/invitations/races.test.ts', rounds: 200 },
  {
    name: 'Races of changed invitations',
    test: 'lib/domain/invitations/change-invitation-roles.test.ts',
    rounds: 200,
  },
  { name: 'Races of the last owners', test: 'lib/domain/members/last-owner.test.ts', rounds: 400 },
  { name: 'Races of deleted roles', test: 'lib/domain/roles/deleted-role-races.test.ts', rounds: 200 },
  { name: 'Races of roles', test: 'lib/domain/roles/role-races.test.ts', rounds: 200 },
  { name: 'Reads while roles change', test: 'lib/domain/roles/role-reads.test.ts', rounds: 200 },
  { name: 'Invitations against a model', test: 'lib/domain/invitations/model.test.ts', rounds: 2000 },
  { name: 'Granting against a model', test: 'lib/domain/grant-rules.test.ts', rounds: 200 },
  { name: 'Bad input to the API', test: 'lib/http/operations/bad-input.test.ts', rounds: 20_000 },
  {
    name: 'Bad input to the My Organization API',
    test: 'lib/http/my-organization/bad-input.test.ts',
    rounds: 4_000,
  },
  { name: 'Reports of Resend', test: 'lib/http/resend-webhook.test.ts', rounds: 400 },
  { name: 'A large directory', test: 'lib/http/scim/large-directory.test.ts', rounds: 1000 },
  {
    name: 'Races of the owners in a directory',
    test: 'lib/http/scim/last-owner-races.test.ts',
    rounds: 100,
  },
  { name: 'Colors', test: 'components/shell/brand-style.test.ts', rounds: 100_000 },
  { name: 'Slugs', test: 'lib/domain/organizations/slug.test.ts', rounds: 100_000 },
  { name: 'Addresses', test: 'lib/domain/text/email-address.test.ts', rounds: 100_000 },
  { name: 'Return addresses', test: 'lib/domain/text/return-to.test.ts', rounds: 100_000 },
  { name: 'A killed email worker', test: 'lib/email/killed-worker.test.ts', rounds: 1 },
  { name: 'A killed database', test: 'bin/embedded-postgres.test.ts', rounds: 1 },
]

for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, abandon)

const wanted = flags['slow-inputs'] ? 'Slow inputs' : flags.only
const results = []
for (const row of rows.filter(({ name }) => name.includes(wanted))) {
  console.log(`\n── ${row.name}`)
  results.push(...(row.program ? await runProgram(row) : [await runTest(row)]))
}
printTable(results)
process.exit(results.length > 0 && results.every(({ ok }) => ok) ? 0 : 1)

async function runTest({ name, test, config, rounds, variables = { PROOF_ROUNDS: String(rounds) } }) {
  const args = [
    'run',
    ...[test].flat(),
    ...(config ? [`--config=${config}`] : []),
    '--testTimeout=3600000',
    '--reporter=default',
    '--reporter=json',
  ]
  const code = await show(['vitest', ...args, `--outputFile.json=${report}`], { variables })
  const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = takeReport()
  const ok = code === 0 && passed > 0 && failed === 0
  return {
    name,
    rounds: rounds ?? Object.values(variables)[0],
    figure: `${passed} passed, ${failed} failed`,
    goal: '0 failed',
    ok,
  }
}

async function runProgram({ name, program }) {
  const found = []
  const code = await show(['tsx', ...program], {
    onLine: (line) => {
      const row = rowOf(line)
      if (row) found.push(row)
      else console.log(line)
    },
  })
  if (code !== 0) found.push({ name, rounds: '', figure: `ended with ${code}`, goal: '0', ok: false })
  return found.length > 0 ? found : [{ name, rounds: '', figure: 'no row', goal: '', ok: false }]
}

function rowOf(line) {
  try {
    const row = JSON.parse(line)
    return typeof row.name === 'string' && typeof row.ok === 'boolean' ? row : undefined
  } catch {
    return undefined
  }
}

function printTable(results) {
  const lines = [['name', 'rounds', 'figure', 'goal', 'verdict']]
  for (const { name, rounds, figure, goal, ok } of results)
    lines.push([name, rounds, figure, goal, ok ? 'holds' : 'FAILS'].map((cell) => String(cell ?? '')))
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  console.log('')
  for (const line of lines)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
}

function takeReport() {
  if (!existsSync(report)) return {}
  const found = JSON.parse(readFileSync(report, 'utf8'))
  rmSync(report)
  return found
}

function show([command, ...args], { variables = {}, onLine }) {
  const stdio = ['ignore', onLine ? 'pipe' : 'inherit', 'inherit']
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...variables }, stdio })
  children.add(child)
  if (onLine) createInterface({ input: child.stdout }).on('line', onLine)
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => {
      children.delete(child)
      resolve(code ?? 1)
    })
  })
}

async function abandon() {
  for (const child of children) child.kill('SIGTERM')
  await Promise.all([...children].map((child) => new Promise((resolve) => child.once('exit', resolve))))
  process.exit(1)
}
