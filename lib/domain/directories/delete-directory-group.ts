import { changeLocked } from '@/lib/db/transaction'
import { assertVersion } from './assert-version'
import type { DirectoryAccess } from './directory-actor'
import { syncDirectoryRoles } from './directory-roles'
import { readDirectoryGroup } from './read-directory-group'
import { usersInGroup } from './users-in-group'

/** Its members lose the roles that only it gave. @throws DomainError not_found; conflict at `version`; not_yours_to_give, last_owner */
export async function deleteDirectoryGroup(
  access: DirectoryAccess,
  { id, expected }: { id: string; expected: readonly string[] | null },
): Promise<void> {
  const { tenantId, organizationId } = access
  const connectionId = access.caller.directoryId
  const locked = await usersInGroup(access, connectionId, id)
  await changeLocked(
    access,
    async (tx) => {
      const group = await readDirectoryGroup(tx, access, { connectionId, id })
      assertVersion(String(group.version), expected)
      const where = { tenantId, organizationId, groupId: id }
      const roles = await tx.directoryGroupRole.findMany({ where, select: { roleId: true } })
      const members = await tx.directoryGroupMember.findMany({
        where,
        select: { user: { select: { userId: true } } },
      })
      await tx.directoryGroup.delete({
        where: { tenantId_organizationId_id: { tenantId, organizationId, id } },
      })
      const { events } = await syncDirectoryRoles(tx, access, {
        connectionId,
        users: members.map(({ user }) => user.userId),
        former: roles.map(({ roleId }) => roleId),
      })
      return { result: undefined, events: events === 'unchanged' ? 'bookkeeping' : events }
    },
    { users: locked },
  )
}
