import type { SystemAccess } from '@/lib/access'
import { bookkeeping, change, read } from '@/lib/db/transaction'
import { reseal } from '../crypto/seal'
import { sealedFor } from './signing-key'

export async function resealSigningKeys(access: SystemAccess): Promise<number> {
  const { tenantId } = access
  const rows = await read(access, (tx) =>
    tx.signingKey.findMany({
      where: { tenantId, sealedPrivate: { not: null } },
      select: { id: true, sealedPrivate: true },
    }),
  )
  let resealed = 0
  for (const { id, sealedPrivate: before } of rows) {
    const after = await reseal(before ?? '', sealedFor(tenantId))
    if (after === null) continue
    resealed += await change(access, async (tx) => {
      const where = { tenantId, id, sealedPrivate: before }
      return bookkeeping((await tx.signingKey.updateMany({ where, data: { sealedPrivate: after } })).count)
    })
  }
  return resealed
}
