import { DomainError } from '@/lib/errors'
import type { GivableRole } from '../roles/roles-to-give'

/**
 * The roles with these ids, of those that the actor may give.
 * @throws DomainError invalid (none at all), not_yours_to_give; both for the field `roles`
 */
export function chosenRoles(givable: readonly GivableRole[], ids: readonly string[]): GivableRole[] {
  if (ids.length === 0) throw new DomainError('invalid', 'Choose at least one role.', { field: 'roles' })
  const chosen = givable.filter(({ id }) => ids.includes(id))
  if (chosen.length === new Set(ids).size) return chosen
  throw new DomainError('not_yours_to_give', 'You cannot give one of these roles here. Choose others.', {
    field: 'roles',
  })
}
