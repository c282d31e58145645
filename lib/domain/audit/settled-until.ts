import type { Tx } from '@/lib/db/prisma'

/**
 * No event before this time is still uncommitted. A separate statement, so that the query for events also sees what commits
 * while this one runs.
 */
export async function settledUntil(tx: Tx): Promise<string> {
  const [settled] = await tx.$queryRaw<{ until: string }[]>`
    SELECT least(now(), min(xact_start))::text AS until FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()`
  if (!settled) throw new Error('An aggregate answered no row.')
  return settled.until
}
