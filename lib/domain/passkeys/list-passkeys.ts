import type { SelfAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

export interface ListedPasskey {
  id: string
  name: string
  createdAt: Date
  lastUsedAt: Date | null
}

export function listPasskeys(access: SelfAccess): Promise<ListedPasskey[]> {
  const { tenantId, userId } = access
  return read(access, (tx) =>
    tx.passkey.findMany({
      where: { tenantId, userId },
      select: { id: true, name: true, createdAt: true, lastUsedAt: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    }),
  )
}
