import { z } from 'zod'
import { readArtifact } from '@/lib/db/one-statement'
import { sha256Hex } from '../crypto/digest'
import { authorization } from './find-authorization'

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const artifact = z.object({
  kind: z.string(),
  payload: z.record(z.string(), z.unknown()),
  consumedAt: time.nullable(),
  /** Of a code or a token. */
  authorization: authorization.nullable(),
})

export type Artifact = z.output<typeof artifact>

/**
 * What was kept under this id as one of these kinds, its authorization still in force: not revoked, and, unless it is
 * meant to outlive its session, the session alive. Null otherwise.
 */
export async function findArtifact(
  tenantId: string,
  { kinds, id }: { kinds: readonly string[]; id: string },
): Promise<Artifact | null> {
  const found = artifact.nullable().parse(await readArtifact(tenantId, kinds, sha256Hex(id)))
  return found && { ...found, payload: { ...found.payload, jti: id } }
}
