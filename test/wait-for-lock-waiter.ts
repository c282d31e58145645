import type { Tx } from '@/lib/db/prisma'

/** Until another transaction stands in line behind this one. @throws after two seconds */
export async function waitForLockWaiter(tx: Tx): Promise<void> {
  for (let times = 0; times < 100; times += 1) {
    // pg_stat_activity would show the connections of the first look for as long as the transaction lasts.
    const waiting = await tx.$queryRaw<unknown[]>`
      SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`
    if (waiting.length > 0) return
    // A statement of its own: beside the question it would not be asked for while nobody waits.
    await tx.$executeRaw`SELECT pg_sleep(0.02)`
  }
  throw new Error('Nobody stood in line.')
}
