import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged } from '@/lib/db/doors'
import { DomainError } from '@/lib/errors'
import { exchangeRoles, givableHere } from './exchange-roles'
import { memberWithRoles } from './member-with-roles'

/**
 * Gives a member these roles besides those that she holds, all or none.
 * @throws DomainError not_found for whoever is no member; invalid at `roles`; not_yours_to_give; conflict beyond 50
 */
export function giveMemberRoles(
  access: OrganizationAccess<'create:organization_member_roles'>,
  { userId, roles }: { userId: string; roles: readonly string[] },
): Promise<void> {
  return changeLocked(access, async (tx) => {
    const member = await memberWithRoles(tx, access, userId)
    const held = new Set(member.roles.map(({ id }) => id))
    const given = new Set(roles.filter((id) => !held.has(id)))
    const givable = await givableHere(tx, access, [...given])
    const others = [...given].filter((id) => !givable.has(id))
    if (others.length > 0) throw notHere(others)
    const { events } = await exchangeRoles(tx, access, { userId, member, given, taken: [] })
    const [event] = events
    return event ? { result: undefined, events: [event] } : unchanged(undefined)
  })
}

/** Foreign, unknown and not assignable alike. */
function notHere(ids: readonly string[]): DomainError {
  const sentence = `One or more of the specified roles do not exist, or cannot be given here: ${ids.join(', ')}`
  return new DomainError('invalid', sentence, { field: 'roles' })
}
