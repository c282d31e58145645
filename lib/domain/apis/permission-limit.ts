import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'

/** The form of a role lists all of them. */
const most = 10_000

/** Call it once they are written, under lockTenant(). @throws DomainError too_many */
export async function assertPermissionLimit(tx: Tx, tenantId: string): Promise<void> {
  if ((await tx.permission.count({ where: { tenantId } })) <= most) return
  const sentence = `All APIs together can have at most ${most.toLocaleString('en')} permissions.`
  throw new DomainError('too_many', sentence, { field: 'scopes' })
}
