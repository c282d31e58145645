import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { fold } from '../text/fold'

/** Call it under lockTenant(). @throws DomainError conflict if the work removed the last one */
export async function assertOwnerRoleLeft<T>(tx: Tx, tenantId: string, work: () => Promise<T>): Promise<T> {
  const had = await hasOwnerRole(tx, tenantId)
  const result = await work()
  if (!had || (await hasOwnerRole(tx, tenantId))) return result
  throw new DomainError(
    'conflict',
    'This is the only role that grants ownership and can be assigned to members. Mark another one first.',
  )
}

async function hasOwnerRole(tx: Tx, tenantId: string): Promise<boolean> {
  const role = await tx.role.findFirst({
    where: { tenantId, usableIn: '*', isOwner: true, assignable: true },
    select: { id: true },
  })
  return role !== null
}

/** @throws DomainError invalid */
export function assertEveryoneStays(
  { everyone }: { everyone: boolean },
  after: { assignable?: boolean; isOwner?: boolean },
): void {
  if (everyone && (after.assignable ?? after.isOwner))
    throw new DomainError('invalid', 'Everyone has this role already, so it cannot be assigned to members.')
}

/** Rejects look-alikes, in the template too. Call it under lockTenant(). @throws DomainError conflict at `name` */
export async function assertNameIsFree(
  tx: Tx,
  tenantId: string,
  { name, but }: { name: string; but?: string | undefined },
): Promise<void> {
  const roles = await tx.role.findMany({
    where: { tenantId, usableIn: '*' },
    select: { id: true, name: true },
  })
  const template = await tx.templateRole.findMany({ where: { tenantId }, select: { id: true, name: true } })
  const taken = [...roles, ...template].some((role) => role.id !== but && fold(role.name) === fold(name))
  if (taken) throw new DomainError('conflict', `A role named “${name}” already exists.`, { field: 'name' })
}
