import { PrismaPg } from '@prisma/adapter-pg'
import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import { PrismaClient, type Prisma } from './generated/client'
import { PipelinedClient } from './pipelined-client'
import { DatabasePool, poolOptions, poolSizes } from './pool-options'
import { statementNames } from './statement-names'

export type Tx = Prisma.TransactionClient

export interface SharedConnection {
  client: Promise<pg.PoolClient>
  /** When the statements without an answer were sent, as performance.now(). */
  pending: number[]
  isBroken: boolean
}

interface Connections {
  pool: pg.Pool
  /** See shared-connections.ts. */
  shared: Set<SharedConnection>
  /** By which they know a statement; see statement-names.ts. */
  statementName: ReturnType<typeof statementNames>
}

/** On a connection of the pool. */
export interface OpenTransaction {
  client: pg.PoolClient
  /** Statements are refused from then on. */
  isOpen: boolean
  /** Prisma uses the connection, too. */
  isLent: boolean
}

const globals = globalThis as typeof globalThis & {
  foyerPrisma?: PrismaClient
  foyerConnections?: Connections
  foyerLending?: AsyncLocalStorage<OpenTransaction>
}

/** Next bundles this module more than once, and the copies share the pool. */
const lending = (globals.foyerLending ??= new AsyncLocalStorage())

/** One pool per process, also across reloads in development. */
export function connections(): Connections {
  return (globals.foyerConnections ??= {
    pool: createPool(),
    shared: new Set(),
    statementName: statementNames(),
  })
}

export function prisma(): PrismaClient {
  const { pool, statementName } = connections()
  globals.foyerPrisma ??= new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: statementName }),
  })
  return globals.foyerPrisma
}

function createPool(): pg.Pool {
  const pool = new LendingPool({ ...poolOptions(poolSizes().requests), Client: PipelinedClient })
  // Of connections that break while nothing uses them.
  return pool.on('error', () => undefined)
}

class LendingPool extends DatabasePool {
  override connect(callback?: (...given: never[]) => void): never {
    // The pool’s own query() has a callback.
    const transaction = callback ? undefined : lending.getStore()
    if (transaction) return Promise.resolve(lend(transaction)) as never
    return super.connect(...((callback ? [callback] : []) as unknown as [])) as never
  }
}

const nothing = { command: '', rowCount: 0, oid: 0, fields: [], rows: [] }

/** What Prisma’s adapter uses of a connection. The transaction is begun and ended, and the connection released, elsewhere. */
function lend(transaction: OpenTransaction): object {
  transaction.isLent = true
  return {
    query: async (config: pg.QueryConfig) => {
      if (/^(BEGIN|COMMIT|ROLLBACK)$/.test(config.text)) return nothing
      assertOpen(transaction)
      return transaction.client.query(config)
    },
    on: () => undefined,
    removeListener: () => undefined,
    release: () => undefined,
  }
}

/** A statement that comes later would be part of another transaction. */
export function assertOpen({ isOpen }: OpenTransaction): void {
  if (!isOpen) throw new Error('A statement on a closed transaction.')
}

export interface PrismaTransaction {
  /** Begins with the first call, on the connection of the open transaction. */
  get: () => Promise<Tx>
  /** Also if it never began. Does not fail. */
  end: () => Promise<void>
}

/** `timeout` in milliseconds, from the first model on. */
export function prismaTransactionIn(transaction: OpenTransaction, timeout: number): PrismaTransaction {
  const { promise: untilEnd, resolve: release } = Promise.withResolvers<null>()
  let begun: Promise<Tx> | undefined
  let ended: Promise<unknown> | undefined
  const begin = () =>
    new Promise<Tx>((resolve, reject) => {
      const keepOpen = (tx: Tx) => {
        if (!transaction.isLent) throw new Error('Prisma did not take the connection of the transaction.')
        resolve(tx)
        return untilEnd
      }
      ended = lending
        .run(transaction, () => prisma().$transaction(keepOpen, { maxWait: 2000, timeout }))
        .catch(reject)
    })
  return {
    get: () => (begun ??= begin()),
    end: async () => {
      release(null)
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
