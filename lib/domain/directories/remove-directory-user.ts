import { changeLocked } from '@/lib/db/transaction'
import { changeRemoval } from '../members/remove-members'
import { assertVersion, userVersion } from './assert-version'
import type { DirectoryAccess } from './directory-actor'
import { getDirectoryUser } from './list-directory-users'
import { readDirectoryUser } from './read-directory-user'

/** Ends the membership; the account stays. @throws DomainError not_found; conflict at `version`; not_yours_to_give, last_owner */
export async function removeDirectoryUser(
  access: DirectoryAccess,
  { id, expected }: { id: string; expected: readonly string[] | null },
): Promise<void> {
  const { userId } = await getDirectoryUser(access, id)
  await changeLocked(
    access,
    async (tx) => {
      const user = await readDirectoryUser(tx, access, { connectionId: access.caller.directoryId, id })
      assertVersion(userVersion(user), expected)
      return changeRemoval(tx, access, { users: [user.userId] })
    },
    { users: [userId] },
  )
}
