import { availableParallelism, cpus, loadavg } from 'node:os'
import { buildIfStale } from '../bin/build.mjs'
import { freePort } from '../bin/free-port.mjs'
import { disconnect } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { scriptsOverEmptyPage, sumOf } from '../e2e/javascript-budget'
import { refuseBadInput } from './bad-input'
import { startBareServer } from './bare-server/start'
import { startBetterAuth } from './better-auth/start'
import { connections } from './connections'
import { startFoyer } from './foyer'
import { combine, type Round } from './measure'
import { startProvider } from './provider-alone/start'
import { groupsOf, type Row } from './rows'
import { refusalTable, table, type Line } from './table'

const rounds = 4

/** With `bad-input` only that is measured; with other words the groups that have a row with one of them in its name. */
const words = process.argv.slice(2)

try {
  await (words[0] === 'bad-input' ? benchRefusals() : bench())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await disconnect()
}

/** Foyer as it is built beside better-auth: each is one process, and they are measured in turn. */
async function bench(): Promise<void> {
  await buildIfStale()
  console.log('Preparing two databases…')
  const betterAuth = await startBetterAuth(await freePort())
  try {
    const provider = await startProvider(await freePort())
    const bare = await startBareServer(await freePort(), betterAuth.databaseUrl)
    const foyer = await startFoyer(env().port)
    try {
      await report(groupsOf({ foyer, betterAuth, provider, bare }).filter(isWanted))
      await reportJavaScript(foyer.publicPages)
    } finally {
      await foyer.server.stop()
      await provider.server.stop()
      await bare.server.stop()
    }
  } finally {
    await betterAuth.server.stop()
  }
}

async function report(groups: readonly Row[][]): Promise<void> {
  const begun = performance.now()
  const load = loadavg()[0]?.toFixed(1)
  const lines: Line[] = []
  for (const group of groups) lines.push(...(await measureGroup(group)))
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1)
  const machine = `${availableParallelism()} CPUs (${cpus()[0]?.model.trim() ?? 'unknown'})`
  console.log(`\n${machine}, Node ${process.version}, ${minutes} minutes, load average before ${load}`)
  console.log(`${connections} connections, and one alone; milliseconds; Node and PostgreSQL: CPU a request\n`)
  console.log(table(lines))
}

/** docs/speed.md, “Pages”. */
async function reportJavaScript(pages: readonly URL[]): Promise<void> {
  console.log('\nJavaScript over an empty page, bytes compressed')
  for (const { origin, pathname, search } of pages)
    console.log(`${pathname}: ${sumOf(await scriptsOverEmptyPage(origin, pathname + search))}`)
}

/** A B A B: what else happens on the machine meets all of them. */
async function measureGroup(rows: readonly Row[]): Promise<Line[]> {
  const measured = new Map<Row, Round[]>(rows.map((row) => [row, []]))
  for (let round = 1; round <= rounds; round++) {
    for (const [row, done] of measured) {
      const result = await row.measure()
      console.log(`${row.name}: ${result.rate.toFixed(0)} a second`)
      done.push(result)
    }
  }
  return [...measured].map(([{ name, ratios }, done]) => ({ name, ratios, measured: combine(done) }))
}

function isWanted(group: readonly Row[]): boolean {
  return words.length === 0 || group.some(({ name }) => words.some((word) => name.includes(word)))
}

async function benchRefusals(): Promise<void> {
  console.log('Refusing bad input to the Management API…\n')
  console.log(refusalTable(await refuseBadInput()))
}
