import { z } from 'zod'
import { read } from '@/lib/db/doors'
import { sha256Hex } from '../crypto/digest'
import type { Artifact, ArtifactKey } from './artifact'
import { byProvider } from './by-provider'

const payload = z.record(z.string(), z.unknown())

/**
 * What was kept under this id, its authorization still in force: not revoked, and, unless it is meant to outlive
 * its session, the session alive. Null otherwise.
 */
export function findArtifact(tenantId: string, { kind, id }: ArtifactKey): Promise<Artifact | null> {
  return read(byProvider(tenantId), async (tx) => {
    const [found] = await tx.$queryRaw<Artifact[]>`
      SELECT t.payload, t.authorization_id AS "authorizationId", t.consumed_at AS "consumedAt"
      FROM token_artifacts t
      WHERE t.tenant_id = ${tenantId} AND t.kind = ${kind} AND t.id_hash = ${sha256Hex(id)} AND t.expires_at > now()
        AND (t.authorization_id IS NULL OR foyer_in_force(t.authorization_id))`
    return found ? { ...found, payload: { ...payload.parse(found.payload), jti: id } } : null
  })
}
