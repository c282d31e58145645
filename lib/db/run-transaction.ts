import type { PoolClient, QueryResult, QueryResultRow } from 'pg'
import { columnTypes } from './column-types'
import { prompt } from './database-client'
import { Prisma } from './generated/client'
import {
  assertOpen,
  connections,
  prismaTransactionIn,
  type OpenTransaction,
  type PrismaTransaction,
  type Tx,
} from './prisma'

const longestMilliseconds = 15_000

type SqlArguments = [text: Prisma.Sql | TemplateStringsArray, ...values: unknown[]]
type Rows = Pick<QueryResult<QueryResultRow>, 'rows' | 'rowCount'>

const modelNames = new Set(
  Object.values(Prisma.ModelName).map((name) => name.charAt(0).toLowerCase() + name.slice(1)),
)

/**
 * Rolled back if `work` throws, or after 15 seconds. Statements go to the driver. Prisma, which takes most of the CPU of a
 * statement, takes part once `work` uses one of its models, on the same connection. `onRollback`: the server has answered that
 * nothing is committed.
 * @throws as pg and Prisma do
 */
export async function runTransaction<T>(
  work: (tx: Tx) => Promise<T>,
  onRollback: () => void = () => undefined,
): Promise<T> {
  const client = await connections().pool.connect()
  const transaction: OpenTransaction = { client, isOpen: true, isLent: false }
  const ofPrisma = prismaTransactionIn(transaction, longestMilliseconds)
  try {
    await client.query({ text: 'BEGIN' })
    const result = await inTime(transaction, () => work(transactionOn(transaction, ofPrisma)))
    await ofPrisma.end()
    transaction.isOpen = false
    const { command } = await client.query({ text: 'COMMIT' })
    if (command !== 'COMMIT')
      throw new Error('A statement failed, so nothing of the transaction was written.')
    client.release()
    return result
  } catch (error) {
    transaction.isOpen = false
    await ofPrisma.end()
    const isRolledBack = await rollBack(client)
    client.release(!isRolledBack)
    if (isRolledBack) onRollback()
    throw error
  }
}

/** What is not done by then goes on, but its statements are refused. */
async function inTime<T>(transaction: OpenTransaction, work: () => Promise<T>): Promise<T> {
  const { promise: expired, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    transaction.isOpen = false
    reject(new Error('A statement on an expired transaction.'))
  }, longestMilliseconds)
  try {
    return await Promise.race([work(), expired])
  } finally {
    clearTimeout(timer)
  }
}

/** An open transaction would become part of the next one: the connection is kept only if the server says that it is idle. */
async function rollBack(client: PoolClient): Promise<boolean> {
  const answer = await client.query(prompt('ROLLBACK')).catch(() => null)
  return answer?.command === 'ROLLBACK' && client.getTransactionStatus() === 'I'
}

function transactionOn(transaction: OpenTransaction, ofPrisma: PrismaTransaction): Tx {
  async function send(text: string, values: readonly unknown[]): Promise<Rows> {
    assertOpen(transaction)
    const name = connections().statementName({ sql: text })
    const statement = { name, text, values: [...values], types: columnTypes }
    return transaction.client.query<QueryResultRow>(statement)
  }
  const sendSql = (given: SqlArguments) => {
    const { text, values } = sqlOf(given)
    return send(text, values)
  }
  const statements: Record<string, unknown> = {
    $queryRaw: (...given: SqlArguments) => handled(sendSql(given).then(rowsOf)),
    $executeRaw: (...given: SqlArguments) => handled(sendSql(given).then(countOf)),
    $queryRawUnsafe: (text: string, ...values: unknown[]) => handled(send(text, values).then(rowsOf)),
    $executeRawUnsafe: (text: string, ...values: unknown[]) => handled(send(text, values).then(countOf)),
  }
  return new Proxy(statements, {
    get: (_, name) =>
      modelNames.has(String(name)) ? modelIn(ofPrisma, String(name)) : statements[String(name)],
  }) as unknown as Tx
}

function rowsOf({ rows }: Rows): QueryResultRow[] {
  return rows
}

function countOf({ rowCount }: Rows): number {
  return rowCount ?? 0
}

/** A statement is sent at once, so it may fail before it is awaited. That must not end the process. */
function handled<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined)
  return answer
}

function sqlOf([text, ...values]: SqlArguments): Prisma.Sql {
  return 'raw' in text ? Prisma.sql(text, ...values) : text
}

type Operation = (...given: unknown[]) => Promise<unknown>

/** Its operations, by name. */
function modelIn(ofPrisma: PrismaTransaction, modelName: string): object {
  async function run(operationName: string, given: unknown[]): Promise<unknown> {
    const tx = (await ofPrisma.get()) as unknown as Record<string, Record<string, Operation>>
    const operation = tx[modelName]?.[operationName]
    if (!operation) throw new TypeError(`${modelName} has no operation ${operationName}.`)
    return operation(...given)
  }
  return new Proxy(
    {},
    {
      get: (_, name) =>
        // Otherwise it could be taken for a promise.
        name === 'then' ? undefined : (...given: unknown[]) => handled(run(String(name), given)),
    },
  )
}
