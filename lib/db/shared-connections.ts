import type pg from 'pg'
import { connections } from './prisma'

interface Shared {
  client: Promise<pg.PoolClient>
  /** Statements without an answer. */
  pending: number
}

/** One process gives two PostgreSQL processes more to do than it can read the answers of. */
const mostShared = 2

const globals = globalThis as typeof globalThis & { foyerShared?: Set<Shared> }
/** One set per process: Next bundles this module more than once. */
const shared = (globals.foyerShared ??= new Set())

/**
 * For one statement that reads, is its own transaction, and waits for no lock. Those on their way at the same time share two
 * connections of the pool, each sent without waiting for the answer to the one before: with sixteen on their way, the CPU of
 * a session was a quarter less than with a connection each (docs/speed.md). The connection goes back to the pool with its last answer.
 * @throws as pg does; where a connection breaks, all that wait for its answers
 */
export async function queryShared<R extends pg.QueryResultRow>(
  statement: pg.QueryConfig,
): Promise<pg.QueryResult<R>> {
  const connection = shared.size < mostShared ? open() : leastUsed()
  connection.pending += 1
  try {
    const client = await connection.client
    return await client.query<R>(statement)
  } finally {
    connection.pending -= 1
    if (connection.pending === 0) await close(connection)
  }
}

function open(): Shared {
  // The statements of a broken connection fail, too.
  const client = connections()
    .pool.connect()
    .then((found) => found.on('error', ignore))
  const opened = { client, pending: 0 }
  shared.add(opened)
  return opened
}

function leastUsed(): Shared {
  const [first, ...others] = shared
  if (!first) throw new Error('No connection is shared.')
  return others.reduce((least, one) => (one.pending < least.pending ? one : least), first)
}

async function close(connection: Shared): Promise<void> {
  shared.delete(connection)
  const client = await connection.client.catch(() => null)
  client?.off('error', ignore)
  client?.release()
}

function ignore(): void {}
