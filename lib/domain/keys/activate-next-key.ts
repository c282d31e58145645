import type { Tx } from '@/lib/db/prisma'
import { insertSigningKey, type NewSigningKey } from './signing-key'

/**
 * Lets the next key sign, and publishes another as the one after it. The place of the active one must be free.
 * @param changeover.ripe only a key that has been published for so long that every client which keeps the keys for 10
 * minutes has met it (11 minutes, since a process may serve older ones for a moment)
 * @returns the id of the key that signs now; null when there is none, or it is not ripe
 */
export async function activateNextKey(
  tx: Tx,
  tenantId: string,
  { made, ripe }: { made: NewSigningKey; ripe: boolean },
): Promise<string | null> {
  const [activated] = await tx.$queryRaw<{ id: string }[]>`
    UPDATE signing_keys SET state = 'active', activated_at = now()
    WHERE tenant_id = ${tenantId} AND state = 'next'
      AND (NOT ${ripe} OR created_at <= now() - interval '11 minutes')
    RETURNING id`
  if (!activated) return null
  await insertSigningKey(tx, 'next', made)
  return activated.id
}
