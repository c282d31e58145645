import type { InPerson, OrganizationAccess } from '@/lib/access'
import { changeLocked, type Changed } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { endMembership } from './end-membership'
import { keepAnOwner } from './keep-an-owner'
import { memberWithRoles, roleNames } from './member-with-roles'

/**
 * A member goes, by her own will; nobody’s permission is needed.
 * @throws DomainError last_owner; not_found for one who stands here without being a member
 */
export function leaveOrganization(access: OrganizationAccess & InPerson): Promise<void> {
  return changeLocked(access, (tx) => keepAnOwner(tx, access, () => leave(tx, access)))
}

async function leave(tx: Tx, access: OrganizationAccess & InPerson): Promise<Changed<void>> {
  const { userId } = access.caller
  const { name, email, roles } = await memberWithRoles(tx, access, userId)
  await endMembership(tx, access, userId)
  return {
    result: undefined,
    events: [
      {
        type: 'member.left',
        target: { kind: 'user', id: userId, name, email },
        details: { before: roleNames(roles), after: null },
      },
    ],
  }
}
