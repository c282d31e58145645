import { read } from '@/lib/db/transaction'
import { atTheDoor } from '@/lib/domain/users/at-the-door'
import { wasRemovedRecently } from './was-removed-recently'

/**
 * Whether signing in at an organization, by one of its connections that are meant for that, would make this person a
 * member. False for members, suspended ones included, and for whoever was removed.
 */
export function mayJoinOnLogin(
  tenantId: string,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<boolean> {
  return read(atTheDoor(tenantId), async (tx) => {
    const open = await tx.enabledConnection.count({
      where: {
        ...{ tenantId, organizationId, assignMembershipOnLogin: true },
        organization: { deletedAt: null, suspendedAt: null, members: { none: { userId } } },
      },
    })
    if (open === 0) return false
    const roles = await tx.role.count({ where: { tenantId, joins: true } })
    return roles > 0 && !(await wasRemovedRecently(tx, { tenantId, organizationId, userId }))
  })
}
