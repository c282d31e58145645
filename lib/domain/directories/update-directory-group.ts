import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { type ChangeResult, changeLocked } from '@/lib/db/transaction'
import { assertVersion } from './assert-version'
import { groupColumns, idsIn, nameTaken } from './create-directory-group'
import type { DirectoryAccess } from './directory-actor'
import { syncDirectoryRoles } from './directory-roles'
import { usersInGroup } from './users-in-group'
import type { DirectoryGroupInput } from './group-input'
import { readDirectoryGroup, type DirectoryGroup } from './read-directory-group'
import { writeGroupMembers } from './write-group-members'

export interface GroupEdit {
  id: string
  /** From the group as it is when the organization is locked. */
  edit: (group: DirectoryGroup) => DirectoryGroupInput
  /** As assertVersion() takes it. */
  expected: readonly string[] | null
}

/**
 * Its members get, and who leaves it loses, the roles that it gives.
 * @throws DomainError not_found; conflict at `displayName`, `version`; invalid at `members`; not_yours_to_give, last_owner
 */
export async function updateDirectoryGroup(
  access: DirectoryAccess,
  edited: GroupEdit,
): Promise<DirectoryGroup> {
  const users = await usersInGroup(access, access.caller.directoryId, edited.id)
  return changeLocked(access, (tx) => update(tx, access, edited), { users }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? nameTaken() : error
  })
}

async function update(
  tx: Tx,
  access: DirectoryAccess,
  { id, edit, expected }: GroupEdit,
): Promise<ChangeResult<DirectoryGroup>> {
  const { tenantId, organizationId } = access
  const connectionId = access.caller.directoryId
  const key = { connectionId, id }
  const before = await readDirectoryGroup(tx, access, key)
  assertVersion(String(before.version), expected)
  const input = edit(before)
  await tx.directoryGroup.update({
    where: { tenantId_organizationId_id: { tenantId, organizationId, id } },
    data: { ...groupColumns(input), version: before.version + 1, updatedAt: new Date() },
  })
  const users = await writeGroupMembers(tx, access, { connectionId, groupId: id, ids: idsIn(input) })
  const { events } = await syncDirectoryRoles(tx, access, { connectionId, users })
  const result = await readDirectoryGroup(tx, access, key)
  return { result, events: events === 'unchanged' ? 'bookkeeping' : events }
}
