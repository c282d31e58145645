import { bookkeeping, change } from '@/lib/db/doors'
import { sha256Hex } from '../crypto/digest'
import type { ArtifactKey } from './artifact'
import { byProvider } from './by-provider'

export interface KeptArtifact extends ArtifactKey {
  /** What the provider wants back; its id is taken out, since it may be the token itself. */
  payload: Record<string, unknown>
  authorizationId: string | null
  /** Seconds. */
  expiresIn: number
}

/** Keeps a code, a token or an interaction, or replaces it; in one statement, since a browser’s tabs keep one session. */
export function keepArtifact(tenantId: string, artifact: KeptArtifact): Promise<void> {
  const { kind, id, authorizationId, expiresIn } = artifact
  const { jti: _, ...payload } = artifact.payload
  const expiresAt = new Date(Date.now() + expiresIn * 1000)
  return change(byProvider(tenantId), async (tx) => {
    await tx.$executeRaw`
      INSERT INTO token_artifacts (tenant_id, kind, id_hash, authorization_id, payload, expires_at)
      VALUES (${tenantId}, ${kind}, ${sha256Hex(id)}, ${authorizationId}, ${JSON.stringify(payload)}::jsonb, ${expiresAt})
      ON CONFLICT (tenant_id, kind, id_hash) DO UPDATE
      SET payload = excluded.payload, expires_at = excluded.expires_at`
    return bookkeeping(undefined)
  })
}
