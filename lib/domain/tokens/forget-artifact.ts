import { bookkeeping, change } from '@/lib/db/transaction'
import { sha256Hex } from '../crypto/digest'
import type { ArtifactKey } from './artifact'
import { byProvider } from './by-provider'

export function forgetArtifact(tenantId: string, { kind, id }: ArtifactKey): Promise<void> {
  return change(byProvider(tenantId), async (tx) => {
    await tx.tokenArtifact.deleteMany({ where: { tenantId, kind, idHash: sha256Hex(id) } })
    return bookkeeping(undefined)
  })
}
