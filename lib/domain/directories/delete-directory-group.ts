import { changeLocked, eventsIn, withEvents } from '@/lib/db/transaction'
import { assertVersion } from './user-queries'
import type { DirectoryAccess } from './find-directory-access'
import { syncDirectoryRoles } from './directory-roles'
import { readGroupMapping } from './group-queries'

/** Its members lose the roles that only it gave. @throws DomainError not_found; conflict at `version`; not_yours_to_give, last_owner */
export function deleteDirectoryGroup(
  access: DirectoryAccess,
  { id, expected }: { id: string; expected: readonly string[] | null },
): Promise<void> {
  const { tenantId, organizationId } = access
  const connectionId = access.caller.directoryId
  return changeLocked(
    access,
    async (tx) => {
      const { version, users, roles } = await readGroupMapping(tx, access, { connectionId, id })
      assertVersion(String(version), expected)
      await tx.$executeRaw`
        DELETE FROM directory_groups
        WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${id}`
      const former = roles.map((role) => role.id)
      const affected = { connectionId, users: former.length === 0 ? [] : users, former }
      const synced = await syncDirectoryRoles(tx, access, affected)
      return withEvents(undefined, eventsIn(synced))
    },
    { directoryGroups: [id] },
  )
}
