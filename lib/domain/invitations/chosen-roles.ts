import { DomainError } from '@/lib/errors'
import type { GivableRole } from '../roles/roles-to-give'

/**
 * The roles with these ids, of those that the actor may give.
 * @param place where a refusal is said, if not above all
 * @throws DomainError invalid (none at all), not_yours_to_give
 */
export function chosenRoles(
  givable: readonly GivableRole[],
  ids: readonly string[],
  place: { field?: string } = {},
): GivableRole[] {
  if (ids.length === 0) throw new DomainError('invalid', 'Choose at least one role.', place)
  const chosen = givable.filter(({ id }) => ids.includes(id))
  if (chosen.length === new Set(ids).size) return chosen
  throw new DomainError('not_yours_to_give', 'You cannot give one of these roles here. Choose others.', place)
}
