import { read } from '@/lib/db/transaction'

export interface FoundImage {
  bytes: Uint8Array<ArrayBuffer>
  mediaType: string
}

/** A logo by its id; public within its tenant, since the sign-in page and mails show it. */
export function findImage(tenantId: string, id: string): Promise<FoundImage | null> {
  return read({ kind: 'public', tenantId, subject: id }, (tx) =>
    tx.image.findUnique({
      where: { tenantId_id: { tenantId, id } },
      select: { bytes: true, mediaType: true },
    }),
  )
}
