import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { changeLocked, type ChangeResult, eventsIn, withEvents } from '@/lib/db/transaction'
import { assertVersion } from './user-queries'
import { type DirectoryGroupInput, nameTaken, writeDirectoryGroup } from './create-directory-group'
import type { DirectoryAccess } from './find-directory-access'
import { syncDirectoryRoles } from './directory-roles'
import { type DirectoryGroup, readDirectoryGroup } from './group-queries'

interface GroupEdit {
  id: string
  /** From the group as it is when the organization is locked. */
  edit: (group: DirectoryGroup) => DirectoryGroupInput
  /** As assertVersion() takes it. */
  expected: readonly string[] | null
}

/**
 * New members get the roles that it gives, and former members lose them.
 * @throws DomainError not_found; conflict at `displayName`, `version`; invalid at `members`; not_yours_to_give, last_owner
 */
export function updateDirectoryGroup(access: DirectoryAccess, edited: GroupEdit): Promise<DirectoryGroup> {
  return changeLocked(access, (tx) => update(tx, access, edited), { directoryGroups: [edited.id] }).catch(
    (error: unknown) => {
      throw isUniqueViolation(error) ? nameTaken() : error
    },
  )
}

async function update(
  tx: Tx,
  access: DirectoryAccess,
  { id, edit, expected }: GroupEdit,
): Promise<ChangeResult<DirectoryGroup>> {
  const connectionId = access.caller.directoryId
  const before = await readDirectoryGroup(tx, access, { connectionId, id })
  assertVersion(String(before.version), expected)
  const { group, changed } = await writeDirectoryGroup(tx, access, { connectionId, id, input: edit(before) })
  const synced = await syncDirectoryRoles(tx, access, { connectionId, users: changed })
  return withEvents(group, eventsIn(synced))
}
