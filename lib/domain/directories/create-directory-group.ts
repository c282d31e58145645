import { isUniqueViolation } from '@/lib/db/request-context'
import { bookkeeping, changeLocked } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import type { DirectoryAccess } from './directory-actor'
import type { DirectoryGroupInput } from './group-input'
import type { DirectoryGroup } from './read-directory-group'
import { writeDirectoryGroup } from './write-directory-group'

/** It gives no role until someone maps it. @throws DomainError conflict at `displayName`, invalid at `members` */
export function createDirectoryGroup(
  access: DirectoryAccess,
  input: DirectoryGroupInput,
): Promise<DirectoryGroup> {
  const created = { connectionId: access.caller.directoryId, id: newId('directoryGroup'), input }
  return changeLocked(access, async (tx) =>
    bookkeeping((await writeDirectoryGroup(tx, access, created)).group),
  ).catch((error: unknown) => {
    throw isUniqueViolation(error) ? nameTaken() : error
  })
}

export function nameTaken(): DomainError {
  return new DomainError('conflict', 'A group with this name already exists.', { field: 'displayName' })
}
