import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'

/** Until another transaction waits for a lock of this one. @throws after ten seconds */
export function waitForLockWaiter(tx: Tx): Promise<void> {
  return waitFor(tx, sql`pg_backend_pid() = ANY (pg_blocking_pids(pid))`)
}

/** Until a third transaction waits for one that waits for this one. @throws after ten seconds */
export function waitForLockQueue(tx: Tx): Promise<void> {
  return waitFor(
    tx,
    sql`EXISTS (
      SELECT FROM unnest(pg_blocking_pids(pid)) AS waiting (pid)
      WHERE pg_backend_pid() = ANY (pg_blocking_pids(waiting.pid)))`,
  )
}

async function waitFor(tx: Tx, isWaiting: Sql): Promise<void> {
  for (let times = 0; times < 2000; times += 1) {
    // pg_stat_activity would show the connections of the first look for as long as the transaction lasts.
    const waiting = await tx.$queryRaw<unknown[]>(
      sql`SELECT pid FROM pg_locks WHERE NOT granted AND ${isWaiting}`,
    )
    if (waiting.length > 0) return
    // A statement of its own: in the query above it would not run while there are no rows.
    await tx.$executeRaw`SELECT pg_sleep(0.005)`
  }
  throw new Error('No transaction waited.')
}
