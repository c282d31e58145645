import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { env } from '../env'
import { PrismaClient, type Prisma } from './generated/client'
import { PipelinedClient } from './pipelined-client'
import { statementNames } from './statement-names'

export type Tx = Prisma.TransactionClient

interface Connections {
  pool: pg.Pool
  /** By which they know a statement; see statement-names.ts. */
  statementName: ReturnType<typeof statementNames>
}

const globals = globalThis as typeof globalThis & {
  foyerPrisma?: PrismaClient
  foyerConnections?: Connections
}

/** One pool per process, also across reloads in development. */
export function connections(): Connections {
  return (globals.foyerConnections ??= { pool: createPool(), statementName: statementNames() })
}

export function prisma(): PrismaClient {
  const { pool, statementName } = connections()
  globals.foyerPrisma ??= new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: statementName }),
  })
  return globals.foyerPrisma
}

function createPool(): pg.Pool {
  const pool = new pg.Pool({
    connectionString: env().databaseUrl,
    Client: PipelinedClient,
    pipeline: true,
    max: 16,
    connectionTimeoutMillis: 1500,
    // A new connection costs most when the machine is busiest.
    idleTimeoutMillis: 300_000,
    options: '-c statement_timeout=5000 -c lock_timeout=4500 -c idle_in_transaction_session_timeout=10000',
  })
  // Of connections that break while nothing uses them.
  return pool.on('error', () => undefined)
}

export async function disconnect(): Promise<void> {
  const { foyerPrisma, foyerConnections } = globals
  delete globals.foyerPrisma
  delete globals.foyerConnections
  await foyerPrisma?.$disconnect()
  await foyerConnections?.pool.end()
}
