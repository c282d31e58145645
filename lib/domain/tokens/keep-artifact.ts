import { z } from 'zod'
import { bookkeeping, change } from '@/lib/db/doors'
import { artifactKey, type ArtifactKey } from './artifact'
import { byProvider } from './by-provider'

export interface KeptArtifact extends ArtifactKey {
  /** What the provider wants back; its id is taken out, since it may be the token itself. */
  payload: Record<string, unknown>
  authorizationId: string | null
  /** Seconds. */
  expiresIn: number
}

/** Keeps a code, a token or an interaction, or replaces it. */
export function keepArtifact(tenantId: string, artifact: KeptArtifact): Promise<void> {
  const { kind, authorizationId, expiresIn } = artifact
  const { jti: _, ...rest } = artifact.payload
  const payload = z.json().parse(JSON.parse(JSON.stringify(rest)))
  const expiresAt = new Date(Date.now() + expiresIn * 1000)
  const key = artifactKey(tenantId, artifact)
  return change(byProvider(tenantId), async (tx) => {
    await tx.tokenArtifact.upsert({
      where: key,
      create: {
        kind,
        idHash: key.tenantId_kind_idHash.idHash,
        authorizationId,
        payload: payload ?? {},
        expiresAt,
      },
      update: { payload: payload ?? {}, expiresAt },
    })
    return bookkeeping(undefined)
  })
}
