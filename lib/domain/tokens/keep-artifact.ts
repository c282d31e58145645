import { writeArtifact } from '@/lib/db/one-statement'
import { sha256Hex } from '../crypto/digest'
import type { ArtifactKey } from './artifact'

export interface KeptArtifact extends ArtifactKey {
  /** What the provider wants back; its id is taken out, since it may be the token itself. */
  payload: Record<string, unknown>
  authorizationId: string | null
  /** Seconds. */
  expiresIn: number
}

/** Stores a code, a token or an interaction, or replaces it. */
export function keepArtifact(tenantId: string, artifact: KeptArtifact): Promise<void> {
  const { kind, id, authorizationId, expiresIn } = artifact
  const { jti: _, ...payload } = artifact.payload
  const expiresAt = new Date(Date.now() + expiresIn * 1000)
  return writeArtifact(tenantId, { kind, idHash: sha256Hex(id), authorizationId, payload, expiresAt })
}
