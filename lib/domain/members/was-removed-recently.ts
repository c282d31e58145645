import type { Tx } from '@/lib/db/prisma'

interface Membership {
  organizationId: string
  userId: string
}

/** Or left after somebody took a role from them or suspended them. */
export async function wasRemovedRecently(tx: Tx, { organizationId, userId }: Membership): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ wasRemoved: boolean }[]>`
    SELECT foyer.was_removed(${organizationId}, ${userId}) AS "wasRemoved"`
  return row?.wasRemoved ?? false
}
