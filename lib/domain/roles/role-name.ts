import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/enter'
import { fold } from '@/lib/domain/text/fold'
import { DomainError } from '@/lib/errors'

/**
 * No two roles that read the same in one organization, its own and the tenant’s alike.
 * @param role without an id before it is made
 * @throws DomainError conflict at `name`
 */
export async function assertNameIsFree(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  role: { id?: string; name: string },
): Promise<void> {
  const others = await tx.role.findMany({
    where: { tenantId, usableIn: { in: ['*', organizationId] } },
    select: { id: true, name: true },
  })
  const folded = fold(role.name)
  if (others.some(({ id, name }) => id !== role.id && fold(name) === folded)) throw nameTaken(role.name)
}

/** What the index says, where the tenant took the name in the same instant. */
export function nameTakenOr(error: unknown, name: string): unknown {
  return isUniqueViolation(error) ? nameTaken(name) : error
}

function nameTaken(name: string): DomainError {
  return new DomainError('conflict', `There is a role called “${name}” already. Choose another name.`, {
    field: 'name',
  })
}
