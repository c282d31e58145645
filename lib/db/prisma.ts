import { PrismaPg } from '@prisma/adapter-pg'
import { AsyncLocalStorage } from 'node:async_hooks'
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

/** The connection of an open transaction, for Prisma’s transaction in it. */
interface Loan {
  client: pg.PoolClient
  isTaken: boolean
}

const globals = globalThis as typeof globalThis & {
  foyerPrisma?: PrismaClient
  foyerConnections?: Connections
  foyerLoans?: AsyncLocalStorage<Loan>
}

/** Next bundles this module more than once, and the copies share the pool. */
const loans = (globals.foyerLoans ??= new AsyncLocalStorage())

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
  const pool = new LendingPool({
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

class LendingPool extends pg.Pool {
  override connect(callback?: (...given: never[]) => void): never {
    const loan = callback ? undefined : loans.getStore()
    if (loan) return Promise.resolve(take(loan)) as never
    return super.connect(...((callback ? [callback] : []) as unknown as [])) as never
  }
}

const nothing = { command: '', rowCount: 0, oid: 0, fields: [], rows: [] }

/** Who has begun the transaction ends it, and releases the connection. */
function take(loan: Loan): object {
  const { client } = loan
  loan.isTaken = true
  return {
    query: (config: pg.QueryConfig) =>
      /^(BEGIN|COMMIT|ROLLBACK)$/.test(config.text) ? Promise.resolve(nothing) : client.query(config),
    on: () => undefined,
    removeListener: () => undefined,
    release: () => undefined,
  }
}

export interface Models {
  /** Prisma’s transaction in the one that is open on the connection. */
  open: () => Promise<Tx>
  /** Also if it was never opened. Does not fail. */
  close: () => Promise<void>
}

/** `timeout` in milliseconds, from the first model on. */
export function modelsOn(client: pg.PoolClient, timeout: number): Models {
  const done = Promise.withResolvers<null>()
  let opened: Promise<Tx> | undefined
  let ended: Promise<unknown> | undefined
  const open = () =>
    new Promise<Tx>((resolve, reject) => {
      const loan = { client, isTaken: false }
      const hold = (tx: Tx) => {
        if (!loan.isTaken) throw new Error('Prisma did not take the connection of the transaction.')
        resolve(tx)
        return done.promise
      }
      ended = loans.run(loan, () => prisma().$transaction(hold, { maxWait: 2000, timeout })).catch(reject)
    })
  return {
    open: () => (opened ??= open()),
    close: async () => {
      done.resolve(null)
      await ended
    },
  }
}

export async function disconnect(): Promise<void> {
  const { foyerPrisma, foyerConnections } = globals
  delete globals.foyerPrisma
  delete globals.foyerConnections
  await foyerPrisma?.$disconnect()
  await foyerConnections?.pool.end()
}
