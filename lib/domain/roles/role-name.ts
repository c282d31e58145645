import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { fold } from '@/lib/domain/text/fold'
import { DomainError } from '@/lib/errors'

export interface NamedRole {
  id: string
  name: string
}

/**
 * Reads the other roles for a new one.
 * @throws DomainError conflict at `name`
 */
export async function assertNameIsFree(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  name: string,
): Promise<void> {
  const others = await tx.role.findMany({
    where: { tenantId, usableIn: { in: ['*', organizationId] } },
    select: { id: true, name: true },
  })
  assertNameIsUnused(name, others)
}

/**
 * No two roles that read the same in one organization, its own and the tenant’s alike.
 * @throws DomainError conflict at `name`
 */
export function assertNameIsUnused(wanted: string, others: readonly NamedRole[]): void {
  const folded = fold(wanted)
  if (others.some(({ name }) => fold(name) === folded)) throw nameTaken(wanted)
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
