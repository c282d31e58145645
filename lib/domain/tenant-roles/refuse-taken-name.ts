import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { fold } from '../text/fold'

/**
 * Roles that read alike exclude each other, the template’s included, whose copies stand beside tenant roles in each
 * new organization. Call it under lockTenant().
 * @param but the id of the role that has the name
 * @throws DomainError conflict at `name`
 */
export async function refuseTakenName(
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
  if (taken) throw new DomainError('conflict', `There is a role “${name}” already.`, { field: 'name' })
}
