import { sha256Hex } from '../crypto/digest'

/** One thing that the provider keeps, by its model’s name and its secret or id. */
export interface ArtifactKey {
  kind: string
  id: string
}

export interface Artifact {
  payload: Record<string, unknown>
  authorizationId: string | null
  consumedAt: Date | null
}

/** Its key in the table; the id itself may be a token, so only its SHA-256 is kept. */
export function artifactKey(tenantId: string, { kind, id }: ArtifactKey) {
  return { tenantId_kind_idHash: { tenantId, kind, idHash: sha256Hex(id) } }
}
