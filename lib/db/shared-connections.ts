import type pg from 'pg'
import { isRolledBack, sqlState } from './database-error'
import { connections, type SharedConnection } from './prisma'
import { isDatabaseSilent } from '../request-state'

/** As many as the cores of a small machine. */
const mostShared = 2
/** Of one connection. */
const mostPending = 8
/** From then on, a statement counts as slow, and no other is sent after it on its connection. */
const slowMilliseconds = 100
/** The connection does not know the name of the statement, or knows it already: one before it that was to name it has failed. */
const wrongName = /^(26000|42P05)$/
const inFailedTransaction = '25P02'

/**
 * For one statement that is its own transaction, reads, and waits for no lock of a row. Those on their way at the same time
 * share two connections of the pool, each sent without waiting for the answer to the one before. Once both have a slow statement,
 * or many, the next ones have a connection of their own. A connection goes back to the pool with its last answer.
 * @throws as pg does; where a connection breaks, all that wait for its answers
 */
export async function queryShared<R extends pg.QueryResultRow>(
  statement: pg.QueryConfig,
): Promise<pg.QueryResult<R>> {
  // The pool refuses it: it must not wait with others, nor let them wait with it.
  const connection = isDatabaseSilent() ? undefined : sharedConnection()
  if (!connection) return connections().pool.query<R>(statement)
  try {
    return await send<R>(connection, statement)
  } catch (error) {
    if (wrongName.test(sqlState(error) ?? '')) return connections().pool.query<R>(statement)
    throw error
  }
}

function sharedConnection(): SharedConnection | undefined {
  const { shared } = connections()
  if (shared.size < mostShared) return open()
  const slowSince = performance.now() - slowMilliseconds
  const quick = [...shared].filter(
    ({ pending }) => pending.length < mostPending && (pending[0] ?? slowSince) >= slowSince,
  )
  return quick.toSorted((one, other) => one.pending.length - other.pending.length)[0]
}

function open(): SharedConnection {
  const { pool, shared } = connections()
  const { promise: client, resolve, reject } = Promise.withResolvers<pg.PoolClient>()
  // With a callback: a promise could get the connection of an open transaction (LendingPool).
  pool.connect((error, found) => {
    if (found) resolve(found)
    else reject(error ?? new Error('The pool gave no connection.'))
  })
  const opened = { client, pending: [], isBroken: false }
  shared.add(opened)
  return opened
}

async function send<R extends pg.QueryResultRow>(
  connection: SharedConnection,
  statement: pg.QueryConfig,
): Promise<pg.QueryResult<R>> {
  const { shared } = connections()
  connection.pending.push(performance.now())
  try {
    const client = await connection.client
    return await client.query<R>(statement)
  } catch (error) {
    if (isUnusable(error)) {
      connection.isBroken = true
      shared.delete(connection)
    }
    throw error
  } finally {
    // Answers come in the order of their statements.
    connection.pending.shift()
    if (connection.pending.length === 0) {
      shared.delete(connection)
      await giveBack(connection)
    }
  }
}

/** Lost, or in a transaction that someone has left open. */
function isUnusable(error: unknown): boolean {
  return !isRolledBack(error) || sqlState(error) === inFailedTransaction
}

async function giveBack({ client, isBroken }: SharedConnection): Promise<void> {
  const found = await client.catch(() => null)
  found?.release(isBroken)
}
