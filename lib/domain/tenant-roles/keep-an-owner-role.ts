import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'

/**
 * Does work on a role that may be the last which makes owners and can be given. Without one, nobody could create an
 * organization. Call it under lockTenant().
 * @throws DomainError conflict when there was one and is none any more
 */
export async function keepAnOwnerRole<T>(tx: Tx, tenantId: string, work: () => Promise<T>): Promise<T> {
  const had = await hasOwnerRole(tx, tenantId)
  const result = await work()
  if (!had || (await hasOwnerRole(tx, tenantId))) return result
  throw new DomainError(
    'conflict',
    'This is the only role that makes owners and can be given to members. Mark another one first.',
  )
}

async function hasOwnerRole(tx: Tx, tenantId: string): Promise<boolean> {
  const role = await tx.role.findFirst({
    where: { tenantId, usableIn: '*', isOwner: true, assignable: true },
    select: { id: true },
  })
  return role !== null
}
