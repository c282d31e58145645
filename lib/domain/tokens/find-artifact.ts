import { z } from 'zod'
import { readArtifact } from '@/lib/db/read-once'
import { sha256Hex } from '../crypto/digest'
import type { ArtifactKey } from './artifact'

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const artifact = z.object({
  payload: z.record(z.string(), z.unknown()),
  authorizationId: z.string().nullable(),
  consumedAt: time.nullable(),
})

export type Artifact = z.output<typeof artifact>

/**
 * What was kept under this id, its authorization still in force: not revoked, and, unless it is meant to outlive
 * its session, the session alive. Null otherwise.
 */
export async function findArtifact(tenantId: string, { kind, id }: ArtifactKey): Promise<Artifact | null> {
  const found = artifact.nullable().parse(await readArtifact(tenantId, kind, sha256Hex(id)))
  return found && { ...found, payload: { ...found.payload, jti: id } }
}
