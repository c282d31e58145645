import type { SystemAccess } from '@/lib/access'
import { bookkeeping, change, read } from '@/lib/db/transaction'
import { resealProviderSecret } from './provider-secret'

/** Seals connections’ secrets with today’s FOYER_SECRET that were sealed with the one before. Returns how many. */
export async function resealConnections(access: SystemAccess): Promise<number> {
  const { tenantId } = access
  const rows = await read(access, (tx) =>
    tx.connection.findMany({
      where: { tenantId, sealedSecret: { not: null } },
      select: { id: true, sealedSecret: true },
    }),
  )
  let resealed = 0
  for (const { id, sealedSecret: before } of rows) {
    const after = await resealProviderSecret({ tenantId, connectionId: id }, before ?? '')
    if (after === null) continue
    resealed += await change(access, async (tx) => {
      const where = { tenantId, id, sealedSecret: before }
      return bookkeeping((await tx.connection.updateMany({ where, data: { sealedSecret: after } })).count)
    })
  }
  return resealed
}
