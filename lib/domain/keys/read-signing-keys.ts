import type { Tx } from '@/lib/db/prisma'

export interface SigningKey {
  id: string
  state: 'active' | 'next' | 'retired' | 'revoked'
  createdAt: Date
  activatedAt: Date | null
  /** When it was retired or revoked. */
  retiredAt: Date | null
}

/** The tenant’s signing keys that are still known: active, next, then the others, newest first. No private part. */
export function readSigningKeys(tx: Tx, tenantId: string): Promise<SigningKey[]> {
  return tx.$queryRaw<SigningKey[]>`
    SELECT id, state, created_at AS "createdAt", activated_at AS "activatedAt", retired_at AS "retiredAt"
    FROM signing_keys WHERE tenant_id = ${tenantId}
    ORDER BY array_position(ARRAY['active', 'next', 'retired', 'revoked'], state), created_at DESC, id`
}
