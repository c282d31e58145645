import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { startDatabase, type EmbeddedDatabase } from '../bin/embedded-postgres.mjs'
import { migrate } from '../bin/migrate.ts'
import { makeScratch } from '../bin/scratch.mjs'

const root = join(import.meta.dirname, '..')
const foyerVariable =
  /^(FOYER_|RESEND_|DATABASE_URL$|MIGRATION_DATABASE_URL$|TRUSTED_PROXIES$|RATE_LIMITS$|PORT$|HOST$)/

/** Unless they are started with another. */
export const secretOfProcesses = 'a secret for two processes, and for nothing else'

export interface TwoProcesses {
  /** Of the processes, on 127.0.0.1. */
  ports: readonly [number, number]
  dataDir: string
  database: EmbeddedDatabase
  /** What the processes have written so far. */
  output: () => string
  signal: (index: 0 | 1, signal: NodeJS.Signals) => void
  /** Ends one by SIGTERM and starts it again at its port, with these variables instead of the last ones. */
  restart: (index: 0 | 1, variables?: Record<string, string>) => Promise<void>
  stop: () => Promise<void>
}

interface Given {
  variables?: Record<string, string>
  /** Where the builds are. */
  folders?: readonly [string, string]
  /** Instead of an embedded one. */
  startDatabase?: (dataDir: string) => Promise<EmbeddedDatabase>
  /** Replaces the URL by which the processes reach the database. */
  connect?: (databaseUrl: string) => Promise<string>
  /** Runs before the database is made. */
  prepare?: (dataDir: string) => void
}

/**
 * Two processes of the built product on one embedded database of their own, with the demo. Requests count under the
 * address in X-Forwarded-For.
 */
export async function startTwoProcesses(given: Given = {}): Promise<TwoProcesses> {
  const scratch = makeScratch()
  given.prepare?.(scratch.dataDir)
  const database = await (given.startDatabase ?? startDatabase)(scratch.dataDir)
  const held = await Promise.all([holdPort(), holdPort()])
  const ports = [held[0].port, held[1].port] as const
  await migrate(database)
  const env = { ...environment(scratch.dataDir, database, ports[0]), ...given.variables }
  await seed(env)
  if (given.connect) env.DATABASE_URL = await given.connect(database.appUrl)
  let output = ''
  const { folders = [root, root] } = given
  const start = (port: number, variables?: Record<string, string>) =>
    serve(
      { ...env, ...variables, PORT: String(port) },
      (text) => (output += text),
      folders[held.findIndex((one) => one.port === port)],
    )
  const started = held.map(async ({ port, release }) => {
    await release()
    return start(port)
  })
  const children = await Promise.all(started).catch((error: unknown) => {
    throw new Error(`Two processes did not start:\n${output}`, { cause: error })
  })
  return {
    ports,
    dataDir: scratch.dataDir,
    database,
    output: () => output,
    signal: (index, signal) => void children[index]?.kill(signal),
    restart: async (index, variables) => {
      const [child] = children.slice(index)
      if (child) await end(child)
      children[index] = await start(ports[index], variables)
    },
    stop: async () => {
      await Promise.all(children.map(end))
      await database.stop()
      scratch.remove()
    },
  }
}

export function superuserUrl({ database }: TwoProcesses): string {
  return Object.assign(new URL(database.superuserUrl), { pathname: '/foyer' }).href
}

export async function asSuperuser<T>(
  product: TwoProcesses,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: superuserUrl(product) })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export interface EmptyProduct {
  url: string
  /** What the process has written so far. */
  output: () => string
  stop: () => Promise<void>
}

/** The built product as it is started for the first time: without the demo, and without a tenant. */
export async function startEmptyProduct(variables: Record<string, string>): Promise<EmptyProduct> {
  const scratch = makeScratch()
  const database = await startDatabase(scratch.dataDir)
  const { port, release } = await holdPort()
  await migrate(database)
  const env = environment(scratch.dataDir, database, port)
  const own = { ...env, FOYER_DEMO: 'off', TRUSTED_PROXIES: '0', ...variables }
  let output = ''
  await release()
  const child = await serve(own, (text) => (output += text))
  return {
    url: `http://localhost:${port}`,
    output: () => output,
    stop: async () => {
      await end(child)
      await database.stop()
      scratch.remove()
    },
  }
}

function environment(dataDir: string, database: EmbeddedDatabase, port: number): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !foyerVariable.test(name))
  return {
    ...Object.fromEntries(others.map(([name, value]) => [name, value ?? ''])),
    NODE_ENV: 'production',
    FOYER_DATA: dataDir,
    FOYER_EMBEDDED: '1',
    FOYER_DEMO: 'on',
    FOYER_URL: `http://localhost:${port}`,
    FOYER_SECRET: secretOfProcesses,
    FOYER_DRAIN_SECONDS: '0',
    DATABASE_URL: database.appUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    TRUSTED_PROXIES: '1',
    HOST: '127.0.0.1',
    PORT: String(port),
  }
}

async function seed(env: NodeJS.ProcessEnv): Promise<void> {
  const args = [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'prisma/seed.ts')]
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
  await once(child, 'exit')
  if (child.exitCode !== 0) throw new Error('The demo could not be seeded.')
}

async function serve(
  env: NodeJS.ProcessEnv,
  onOutput: (text: string) => void,
  folder = root,
): Promise<ChildProcess> {
  const stdio: ['ignore', 'pipe', 'pipe', 'ipc'] = ['ignore', 'pipe', 'pipe', 'ipc']
  const child = spawn(process.execPath, [join(folder, 'bin/serve.mjs')], { cwd: folder, env, stdio })
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => onOutput(chunk.toString()))
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('A process did not start.')))
  await Promise.race([once(child, 'message'), ended])
  ended.catch(() => undefined)
  return child
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** A port that no other process takes until it is released. */
async function holdPort(): Promise<{ port: number; release: () => Promise<unknown> }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, release: () => new Promise((resolve) => server.close(resolve)) }
}
