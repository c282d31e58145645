import type { Tx } from '@/lib/db/prisma'
import { tokenLife } from './token-life'

/** Deletes keys that no client needs any more: a week after a retired one is published no longer. */
export async function forgetSigningKeys(tx: Tx, tenantId: string): Promise<number> {
  const life = await tokenLife(tx, tenantId)
  return tx.$executeRaw`
    DELETE FROM signing_keys
    WHERE tenant_id = ${tenantId} AND state IN ('retired', 'revoked')
      AND retired_at < now() - make_interval(days => 7, secs => ${life})`
}
