import { z } from 'zod'
import { callFunction } from '@/lib/db/one-statement'
import { bookkeeping, bypassRowSecurity, change } from '@/lib/db/transaction'
import { sha256Hex } from '../crypto/digest'
import { authorization } from './authorizations'

/** The provider’s model name, and its secret or id. */
export interface ArtifactKey {
  kind: string
  id: string
}

/** True for one caller only, also when two use it at once. */
export async function consumeArtifact(tenantId: string, { kind, id }: ArtifactKey): Promise<boolean> {
  return (await callFunction('consume_artifact', [tenantId, kind, sha256Hex(id)])) === true
}

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const artifact = z.object({
  kind: z.string(),
  payload: z.record(z.string(), z.unknown()),
  consumedAt: time.nullable(),
  authorization: authorization.nullable(),
})

export type Artifact = z.output<typeof artifact>

/** Null if the authorization was revoked, or if its session ended, unless it may outlive the session. */
export async function findArtifact(
  tenantId: string,
  { kinds, id }: { kinds: readonly string[]; id: string },
): Promise<Artifact | null> {
  const answer = await callFunction('find_artifact', [tenantId, kinds, sha256Hex(id)])
  const found = artifact.nullable().parse(answer)
  return found && { ...found, payload: { ...found.payload, jti: id } }
}

export function deleteArtifact(tenantId: string, { kind, id }: ArtifactKey): Promise<void> {
  return change(
    bypassRowSecurity('the OpenID provider stores codes, tokens and interactions', tenantId),
    async (tx) => {
      await tx.tokenArtifact.deleteMany({ where: { tenantId, kind, idHash: sha256Hex(id) } })
      return bookkeeping(undefined)
    },
  )
}

export interface NewArtifact extends ArtifactKey {
  /** Stored without `jti`, which may be the token itself. */
  payload: Record<string, unknown>
  authorizationId: string | null
  /** Seconds. */
  expiresIn: number
}

/** Replaces one of the same kind and id. */
export async function saveArtifact(tenantId: string, artifact: NewArtifact): Promise<void> {
  const { kind, id, authorizationId, expiresIn } = artifact
  const { jti: _, ...payload } = artifact.payload
  const expiresAt = new Date(Date.now() + expiresIn * 1000)
  await callFunction('save_artifact', [tenantId, kind, sha256Hex(id), authorizationId, payload, expiresAt])
}

/** True for the first caller only. `expiresIn`: seconds until it is forgotten. */
export function consumeOnce(
  tenantId: string,
  { kind, id, expiresIn }: ArtifactKey & { expiresIn: number },
): Promise<boolean> {
  return change(
    bypassRowSecurity('the OpenID provider stores codes, tokens and interactions', tenantId),
    async (tx) => {
      const kept = await tx.$executeRaw`
      INSERT INTO token_artifacts (tenant_id, kind, id_hash, payload, expires_at)
      VALUES (${tenantId}, ${kind}, ${sha256Hex(id)}, '{}', now() + make_interval(secs => ${expiresIn}))
      ON CONFLICT (tenant_id, kind, id_hash) DO UPDATE SET expires_at = excluded.expires_at
      WHERE token_artifacts.expires_at <= now()`
      return bookkeeping(kept === 1)
    },
  )
}
