import { read } from '@/lib/db/transaction'
import type { FoundImage } from '../branding/logo'

/** Public at its address, since applications show it. */
export function findPicture(tenantId: string, id: string): Promise<FoundImage | null> {
  return read({ kind: 'public', tenantId, subject: id }, (tx) =>
    tx.userPicture.findUnique({
      where: { tenantId_id: { tenantId, id } },
      select: { bytes: true, mediaType: true },
    }),
  )
}
