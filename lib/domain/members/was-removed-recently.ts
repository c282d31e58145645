import type { Tx } from '@/lib/db/prisma'

interface Membership {
  organizationId: string
  userId: string
}

/** Or left after a role was removed from them or they were suspended. */
export async function wasRemovedRecently(tx: Tx, { organizationId, userId }: Membership): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ wasRemoved: boolean }[]>`
    SELECT foyer.was_removed(${organizationId}, ${userId}) AS "wasRemoved"`
  return row?.wasRemoved ?? false
}
