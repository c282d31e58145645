import { changeLocked } from '@/lib/db/transaction'
import { changeRemoval } from '../members/remove-members'
import { assertVersion, readDirectoryUser, userVersion } from './user-queries'
import type { DirectoryAccess } from './find-directory-access'

/** Ends the membership; the account stays. @throws DomainError not_found; conflict at `version`; not_yours_to_give, last_owner */
export function removeDirectoryUser(
  access: DirectoryAccess,
  { id, expected }: { id: string; expected: readonly string[] | null },
): Promise<void> {
  const key = { connectionId: access.caller.directoryId, id }
  return changeLocked(
    access,
    async (tx) => {
      const user = await readDirectoryUser(tx, access, key)
      assertVersion(userVersion(user), expected)
      const removed = await changeRemoval(tx, access, { users: [user.userId] })
      return { ...removed, result: undefined }
    },
    { directoryUsers: [id] },
  )
}
