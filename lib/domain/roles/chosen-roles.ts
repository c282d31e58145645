import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import type { GivableRole } from './roles-to-give'

/** Some of the roles that were chosen are none that can be seen here: foreign and unknown alike. */
export class UnknownRoles extends DomainError {
  constructor(
    readonly ids: readonly string[],
    place: { field?: string },
  ) {
    super('not_yours_to_give', notYours, place)
  }
}

const notYours = 'You cannot give one of these roles here. Choose others.'

/**
 * The roles with these ids, of those that the actor may give.
 * @param chosen.field where a refusal is said, if not above all
 * @throws DomainError invalid (none at all), not_yours_to_give
 */
export async function chosenRoles(
  tx: Tx,
  access: OrganizationActor,
  chosen: { givable: readonly GivableRole[]; ids: readonly string[]; field?: string },
): Promise<GivableRole[]> {
  const place = chosen.field === undefined ? {} : { field: chosen.field }
  const ids = [...new Set(chosen.ids)]
  if (ids.length === 0) throw new DomainError('invalid', 'Choose at least one role.', place)
  const roles = chosen.givable.filter(({ id }) => ids.includes(id))
  if (roles.length === ids.length) return roles
  throw notGivable(await unknownOf(tx, access, ids), place)
}

/** @param unknown ids of those that cannot be seen here, if there are any */
export function notGivable(unknown: readonly string[], place: { field?: string } = {}): DomainError {
  return unknown.length === 0
    ? new DomainError('not_yours_to_give', notYours, place)
    : new UnknownRoles(unknown, place)
}

async function unknownOf(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  ids: readonly string[],
): Promise<string[]> {
  const known = await tx.role.findMany({
    where: { tenantId, id: { in: [...ids] }, usableIn: { in: ['*', organizationId] } },
    select: { id: true },
  })
  return ids.filter((id) => !known.some((role) => role.id === id))
}
