import type { SystemAccess } from '@/lib/access'
import { bookkeeping, change, read } from '@/lib/db/transaction'
import { reseal } from '@/lib/domain/crypto/seal'
import { env } from '@/lib/env'
import { authenticatorSeal } from './totp'

const batch = 500

/** With the present FOYER_SECRET those that the previous one sealed. @returns how many */
export async function resealAuthenticators(access: SystemAccess): Promise<number> {
  if (env().previousSecret === undefined) return 0
  let resealed = 0
  for (let after: string | null = ''; after !== null;) {
    const rows = await readAfter(access, after)
    for (const row of rows) resealed += await resealOne(access, row)
    after = rows.length < batch ? null : (rows.at(-1)?.userId ?? null)
  }
  return resealed
}

interface Sealed {
  userId: string
  sealedSecret: string
}

function readAfter(access: SystemAccess, userId: string): Promise<Sealed[]> {
  return read(access, (tx) =>
    tx.authenticator.findMany({
      where: { tenantId: access.tenantId, userId: { gt: userId } },
      select: { userId: true, sealedSecret: true },
      orderBy: { userId: 'asc' },
      take: batch,
    }),
  )
}

async function resealOne(access: SystemAccess, { userId, sealedSecret }: Sealed): Promise<number> {
  const { tenantId } = access
  const after = await reseal(sealedSecret, authenticatorSeal({ tenantId, userId }))
  if (after === null) return 0
  return change(access, async (tx) => {
    const where = { tenantId, userId, sealedSecret }
    return bookkeeping((await tx.authenticator.updateMany({ where, data: { sealedSecret: after } })).count)
  })
}
