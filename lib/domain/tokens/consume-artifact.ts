import { writeConsumption } from '@/lib/db/one-statement'
import { sha256Hex } from '../crypto/digest'
import type { ArtifactKey } from './artifact'

/** Uses up a code or a refresh token: true for the one who gets it, false for everybody else. */
export function consumeArtifact(tenantId: string, { kind, id }: ArtifactKey): Promise<boolean> {
  return writeConsumption(tenantId, kind, sha256Hex(id))
}
