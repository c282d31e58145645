import type { Tx } from '@/lib/db/prisma'

/** Ends what sessions the person has, but for the one to keep; returns their ids. */
export async function endSessionsOf(
  tx: Tx,
  { tenantId, userId, keep = '' }: { tenantId: string; userId: string; keep?: string },
): Promise<string[]> {
  const ended = await tx.$queryRaw<{ id: string }[]>`
    UPDATE sessions SET ended_at = now()
    WHERE tenant_id = ${tenantId} AND user_id = ${userId} AND ended_at IS NULL AND id <> ${keep}
    RETURNING id`
  return ended.map(({ id }) => id)
}
