import { bookkeeping, change } from '@/lib/db/transaction'
import { sha256Hex } from '../crypto/digest'
import type { ArtifactKey } from './artifact'
import { byProvider } from './by-provider'

/**
 * Remembers that something was used: true for whoever comes first, false for everybody else.
 * @param expiresIn seconds after which it is forgotten
 */
export function keepOnce(
  tenantId: string,
  { kind, id, expiresIn }: ArtifactKey & { expiresIn: number },
): Promise<boolean> {
  return change(byProvider(tenantId), async (tx) => {
    const kept = await tx.$executeRaw`
      INSERT INTO token_artifacts (tenant_id, kind, id_hash, payload, expires_at)
      VALUES (${tenantId}, ${kind}, ${sha256Hex(id)}, '{}', now() + make_interval(secs => ${expiresIn}))
      ON CONFLICT (tenant_id, kind, id_hash) DO UPDATE SET expires_at = excluded.expires_at
      WHERE token_artifacts.expires_at <= now()`
    return bookkeeping(kept === 1)
  })
}
