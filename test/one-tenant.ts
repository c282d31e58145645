import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { startDatabase } from '../bin/embedded-postgres.mjs'
import { findPlace } from '../bin/postgres-location.mjs'
import { requestsOfOneTenant } from './requests-of-one-tenant.ts'
import { exceptions } from './statement-exceptions.ts'
import { judgeStatements, logSettings } from './statement-tenants.ts'
import { startTwoProcesses, type TwoProcesses } from './two-processes.ts'

/**
 * Whether every statement of a request names one tenant and reads no rows of others, so that it would touch one shard
 * (docs/scale.md). Prints rows of JSON: {"name","rounds","figure","goal","ok"}. Needs a build. node test/one-tenant.ts
 */
const variables: Record<string, string> = { RATE_LIMITS: 'on' }
const started: { superuserUrl?: string } = {}

const product = await startTwoProcesses({
  variables,
  startDatabase: async (dataDir) => {
    const database = await startDatabase(dataDir)
    const secrets = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as { foyerSecret: string }
    variables['FOYER_SECRET'] = secrets.foyerSecret
    started.superuserUrl = database.superuserUrl
    return database
  },
  connect: async (url) => {
    await logEverything(started.superuserUrl ?? '')
    return url
  },
})
try {
  await measure(product)
} finally {
  await product.stop()
}
process.exit()

async function logEverything(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  // Its settings are known from here on.
  await client.query("LOAD 'auto_explain'")
  for (const [name, value] of Object.entries(logSettings))
    await client.query(`ALTER SYSTEM SET ${name} = '${value}'`)
  await client.query('SELECT pg_reload_conf()')
  await client.end()
}

async function measure({ ports, dataDir, database }: TwoProcesses): Promise<void> {
  Object.assign(process.env, { FOYER_DATA: dataDir })
  const path = join(findPlace(dataDir).home, 'postgres.log')
  const requests = await requestsOfOneTenant(`http://localhost:${ports[0]}`)
  const from = sizeOf(path)
  for (const { name, status, send } of requests) {
    const answer = await send()
    if (answer.status !== status) row(name, { figure: answer.status, goal: status })
  }
  await pause(500)
  const log = readFrom(path, from)
  const tenants = new Set(await tenantsOf(database.superuserUrl))
  const { ofOneTenant, exceptions: used, problems } = judgeStatements(log, { tenants, exceptions })
  for (const problem of new Set(problems)) console.error(problem)
  row('requests', { figure: requests.length, goal: requests.length })
  row('statements of one tenant', { figure: ofOneTenant, goal: '> 100', ok: ofOneTenant > 100 })
  for (const { name } of exceptions)
    row(`exception: ${name}`, { figure: used.get(name) ?? 0, goal: '> 0', ok: (used.get(name) ?? 0) > 0 })
  row('statements of several tenants, or of none', { figure: problems.length, goal: 0 })
}

async function tenantsOf(superuserUrl: string): Promise<string[]> {
  const connectionString = Object.assign(new URL(superuserUrl), { pathname: '/foyer' }).href
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query<{ id: string }>('SELECT id FROM tenants')
  await client.end()
  return rows.map(({ id }) => id)
}

function sizeOf(path: string): number {
  const file = openSync(path, 'r')
  const { size } = fstatSync(file)
  closeSync(file)
  return size
}

function readFrom(path: string, from: number): string {
  const file = openSync(path, 'r')
  const bytes = Buffer.alloc(fstatSync(file).size - from)
  readSync(file, bytes, 0, bytes.length, from)
  closeSync(file)
  return bytes.toString()
}

function row(name: string, given: { figure: number; goal: number | string; ok?: boolean }): void {
  const { figure, goal, ok = figure === goal } = given
  if (!ok) process.exitCode = 1
  console.log(JSON.stringify({ name: `One tenant: ${name}`, rounds: 1, figure, goal: String(goal), ok }))
}
