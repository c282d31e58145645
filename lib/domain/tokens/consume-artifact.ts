import { bookkeeping, change } from '@/lib/db/doors'
import { sha256Hex } from '../crypto/digest'
import type { ArtifactKey } from './artifact'
import { byProvider } from './by-provider'

/** Uses up a code or a refresh token: true for the one who gets it, false for everybody else. */
export function consumeArtifact(tenantId: string, { kind, id }: ArtifactKey): Promise<boolean> {
  return change(byProvider(tenantId), async (tx) => {
    const { count } = await tx.tokenArtifact.updateMany({
      where: { tenantId, kind, idHash: sha256Hex(id), consumedAt: null },
      data: { consumedAt: new Date() },
    })
    return bookkeeping(count === 1)
  })
}
