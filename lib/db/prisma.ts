import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '../env'
import { PrismaClient, type Prisma } from './generated/client'
import { statementNames } from './statement-names'

export type Tx = Prisma.TransactionClient

const globals = globalThis as typeof globalThis & { foyerPrisma?: PrismaClient }

/** One pool per process, also across reloads in development. */
export function prisma(): PrismaClient {
  globals.foyerPrisma ??= new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionString: env().databaseUrl,
        max: 16,
        connectionTimeoutMillis: 1500,
        // A new connection costs most when the machine is busiest.
        idleTimeoutMillis: 300_000,
        options:
          '-c statement_timeout=5000 -c lock_timeout=4500 -c idle_in_transaction_session_timeout=10000',
      },
      { statementNameGenerator: statementNames() },
    ),
  })
  return globals.foyerPrisma
}

export async function disconnect(): Promise<void> {
  await globals.foyerPrisma?.$disconnect()
  delete globals.foyerPrisma
}
