import type { PoolClient, QueryResult, QueryResultRow } from 'pg'
import { Prisma } from './generated/client'
import { connections, modelsOn, type Models, type Tx } from './prisma'
import { columnTypes } from './column-types'

const longestMilliseconds = 15_000

type SqlArguments = [text: Prisma.Sql | TemplateStringsArray, ...values: unknown[]]

const modelNames = new Set(
  Object.values(Prisma.ModelName).map((name) => name.charAt(0).toLowerCase() + name.slice(1)),
)

/**
 * Rolled back if `work` throws. Statements go to the driver. Prisma, which takes most of the CPU of a statement, takes part
 * once `work` uses one of its models, on the same connection.
 * @throws as pg and Prisma do
 */
export async function runTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await connections().pool.connect()
  // The statements of a broken connection fail, too.
  const ignore = () => undefined
  client.on('error', ignore)
  const ofModels = modelsOn(client, longestMilliseconds)
  try {
    await client.query({ text: 'BEGIN' })
    const result = await work(transactionOn(client, ofModels))
    await ofModels.close()
    await client.query({ text: 'COMMIT' })
    client.release()
    return result
  } catch (error) {
    await ofModels.close()
    client.release(await failureOf(client.query({ text: 'ROLLBACK' })))
    throw error
  } finally {
    client.off('error', ignore)
  }
}

/** True closes the connection. */
function failureOf(rollback: Promise<unknown>): Promise<boolean> {
  return rollback.then(
    () => false,
    () => true,
  )
}

type Rows = Pick<QueryResult<QueryResultRow>, 'rows' | 'rowCount'>

function transactionOn(client: PoolClient, ofModels: Models): Tx {
  const until = performance.now() + longestMilliseconds
  async function send(text: string, values: readonly unknown[]): Promise<Rows> {
    if (performance.now() > until) throw new Error('A statement on an expired transaction.')
    const name = connections().statementName({ sql: text })
    return client.query<QueryResultRow>({ name, text, values: [...values], types: columnTypes })
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
      modelNames.has(String(name)) ? modelOf(ofModels, String(name)) : statements[String(name)],
  }) as unknown as Tx
}

function rowsOf({ rows }: Rows): QueryResultRow[] {
  return rows
}

function countOf({ rowCount }: Rows): number {
  return rowCount ?? 0
}

/** Prisma sends a statement only when it is awaited, so none that is awaited late fails without a handler. */
function handled<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined)
  return answer
}

function sqlOf([text, ...values]: SqlArguments): Prisma.Sql {
  return 'raw' in text ? Prisma.sql(text, ...values) : text
}

type Operations = Record<string, (...given: unknown[]) => Promise<unknown>>

/** Its operations, by name. */
function modelOf(ofModels: Models, name: string): object {
  const operation =
    (operationName: string) =>
    async (...given: unknown[]) => {
      const tx = (await ofModels.open()) as unknown as Record<string, Operations>
      return tx[name]?.[operationName]?.(...given)
    }
  return new Proxy({}, { get: (_, operationName) => operation(String(operationName)) })
}
