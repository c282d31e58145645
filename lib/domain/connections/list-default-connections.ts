import { read } from '@/lib/db/transaction'

export interface OfferedConnection {
  id: string
  strategy: string
  displayName: string
}

/** The ways to sign in at the tenant’s own page: those that each new organization begins with, too. */
export function listDefaultConnections(tenantId: string): Promise<OfferedConnection[]> {
  return read({ kind: 'public', tenantId, subject: '' }, (tx) =>
    tx.connection.findMany({
      where: { tenantId, isDefault: true },
      select: { id: true, strategy: true, displayName: true },
      orderBy: [{ createdAt: 'asc' }, { name: 'asc' }],
    }),
  )
}
