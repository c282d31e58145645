import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged, type Changed } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { exchangeRoles } from './exchange-roles'
import { keepAnOwner } from './keep-an-owner'
import { memberWithRoles } from './member-with-roles'

type Access = OrganizationAccess<'delete:organization_member_roles'>
interface Unwanted {
  userId: string
  roles: readonly string[]
}

/**
 * Takes those of these roles that a member holds. Only the tenant itself may leave her none.
 * @throws DomainError not_found for whoever is no member; invalid at `roles`; not_yours_to_give; last_owner
 */
export function takeMemberRoles(access: Access, unwanted: Unwanted): Promise<void> {
  return changeLocked(access, async (tx) => {
    const { left, changed } = await keepAnOwner(tx, access, () => takeRoles(tx, access, unwanted))
    if (!access.exempt && changed.events !== 'unchanged' && left === 0)
      throw new DomainError('invalid', 'A member holds at least one role.', { field: 'roles' })
    return changed
  })
}

async function takeRoles(
  tx: Tx,
  access: Access,
  { userId, roles }: Unwanted,
): Promise<{ left: number; changed: Changed<void> }> {
  const member = await memberWithRoles(tx, access, userId)
  const taken = member.roles.filter(({ id }) => roles.includes(id))
  const { events } = await exchangeRoles(tx, access, { userId, member, given: new Set(), taken })
  const [event] = events
  const changed: Changed<void> = event ? { result: undefined, events: [event] } : unchanged(undefined)
  return { left: member.roles.length - taken.length, changed }
}
