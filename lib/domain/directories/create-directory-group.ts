import { isUniqueViolation } from '@/lib/db/request-context'
import { bookkeeping, changeLocked } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { fold } from '../text/fold'
import type { DirectoryAccess } from './directory-actor'
import type { DirectoryGroupInput } from './group-input'
import { readDirectoryGroup, type DirectoryGroup } from './read-directory-group'
import { writeGroupMembers } from './write-group-members'

/** It gives no role until someone maps it. @throws DomainError conflict at `displayName`, invalid at `members` */
export function createDirectoryGroup(
  access: DirectoryAccess,
  input: DirectoryGroupInput,
): Promise<DirectoryGroup> {
  const { organizationId, caller } = access
  const connectionId = caller.directoryId
  return changeLocked(access, async (tx) => {
    const id = newId('directoryGroup')
    await tx.directoryGroup.create({ data: { organizationId, id, connectionId, ...groupColumns(input) } })
    await writeGroupMembers(tx, access, { connectionId, groupId: id, ids: idsIn(input) })
    return bookkeeping(await readDirectoryGroup(tx, access, { connectionId, id }))
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? nameTaken() : error
  })
}

export function groupColumns({ displayName, externalId }: DirectoryGroupInput) {
  return { displayName, nameFolded: fold(displayName), externalId: externalId ?? null }
}

export function idsIn({ members }: DirectoryGroupInput): string[] {
  return members.map(({ value }) => value)
}

export function nameTaken(): DomainError {
  return new DomainError('conflict', 'A group with this name already exists.', { field: 'displayName' })
}
