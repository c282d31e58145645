import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { buildIfStale } from '../bin/build.mjs'
import { disconnect } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { refuseBadInput } from './bad-input'
import { callTokenEndpoint, type NextForm } from './call-token-endpoint'
import { databaseCpu, processCpu } from './cpu'
import { makeRealm, type Realm } from './realm'
import { signAlone } from './sign-alone'
import { refusalTable, table, type Measured } from './table'

const seconds = 10
const warmUpSeconds = 2
const connections = 16

try {
  await bench()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await disconnect()
}

/** Tokens a second and CPU a token of a production build on loopback, beside signing alone as the limit. */
async function bench(): Promise<void> {
  const { port } = env()
  await buildIfStale()
  console.log('Preparing the tenant…')
  const realm = await makeRealm(port)
  console.log(`Measuring, ${4 * (seconds + warmUpSeconds)} s…`)
  const rows = [await signAlone({ seconds, inFlight: connections })]
  const server = await serve()
  try {
    for (const { name, forms } of workloads(realm)) {
      const { host } = realm
      await callTokenEndpoint({ port, host, connections, seconds: warmUpSeconds, forms })
      rows.push(
        await measure(server, name, () => callTokenEndpoint({ port, host, connections, seconds, forms })),
      )
    }
  } finally {
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
  const machine = `${availableParallelism()} CPUs (${cpus()[0]?.model.trim() ?? 'unknown'})`
  console.log(
    `\n${connections} connections, ${seconds} s each, one process of Foyer, Node ${process.version}, ${machine}\n`,
  )
  console.log(table(rows))
  console.log('\nRefusing bad input to the Management API…\n')
  console.log(refusalTable(await refuseBadInput()))
}

/** Each connection has chains of its own, since a refresh token serves once. */
function workloads({ machine, web, audience, chains }: Realm): { name: string; forms: NextForm[] }[] {
  const credentials = { ...machine, grant_type: 'client_credentials', audience }
  const refreshing = (kind: 'api' | 'openid') =>
    Array.from({ length: connections }, (_, place): NextForm => {
      const own = chains[kind].filter((_token, index) => index % connections === place)
      let turn = 0
      return () => {
        const at = turn++ % own.length
        return {
          form: { ...web, grant_type: 'refresh_token', refresh_token: own[at] ?? '' },
          took: ({ refresh_token: next }) => (own[at] = next ?? ''),
        }
      }
    })
  return [
    {
      name: 'client credentials',
      forms: Array.from({ length: connections }, () => () => ({ form: credentials })),
    },
    { name: 'refresh', forms: refreshing('api') },
    { name: 'refresh, with an ID token', forms: refreshing('openid') },
  ]
}

async function measure(server: ChildProcess, name: string, work: () => Promise<number>): Promise<Measured> {
  const before = { foyer: processCpu(server.pid ?? 0), database: databaseCpu(env().dataDir) }
  const begun = performance.now()
  const tokens = await work()
  const elapsed = (performance.now() - begun) / 1000
  return {
    name,
    tokensPerSecond: tokens / elapsed,
    cpu: (processCpu(server.pid ?? 0) - before.foyer) / tokens,
    databaseCpu: (databaseCpu(env().dataDir) - before.database) / tokens,
  }
}

async function serve(): Promise<ChildProcess> {
  const { MIGRATION_DATABASE_URL: _, ...variables } = process.env
  const server = spawn(process.execPath, [join(import.meta.dirname, '../bin/serve.mjs')], {
    env: variables,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await Promise.race([
    once(server, 'message'),
    once(server, 'exit').then(() => Promise.reject(new Error('Foyer did not start.'))),
  ])
  return server
}
