import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { invalid } from '@/lib/errors'
import { fold } from '../text/fold'
import type { DirectoryGroupInput } from './group-input'
import type { DirectoryGroup } from './read-directory-group'

interface Written extends Pick<DirectoryGroup, 'version' | 'createdAt' | 'updatedAt' | 'members'> {
  changedUserIds: string[]
}

interface NewGroup {
  connectionId: string
  id: string
  input: DirectoryGroupInput
}

/**
 * Creates it or replaces all of it, in one statement for any number of members. In changeLocked() only.
 * @returns with the members (user ids) whose roles it may change. @throws DomainError invalid at `members`
 */
export async function writeDirectoryGroup(
  tx: Tx,
  { organizationId }: OrganizationActor,
  { connectionId, id, input }: NewGroup,
): Promise<{ group: DirectoryGroup; changed: string[] }> {
  const { displayName, externalId = null } = input
  const members = input.members.map(({ value }) => value)
  const row = JSON.stringify({ id, displayName, nameFolded: fold(displayName), externalId, members })
  const [written] = await tx.$queryRaw<Written[]>`
    SELECT w.version, w.created_at AS "createdAt", w.updated_at AS "updatedAt", w.members,
      w.changed_user_ids AS "changedUserIds"
    FROM foyer.write_directory_group(${organizationId}, ${connectionId}, ${row}::jsonb) w`
  if (!written) throw invalid('members', 'A member of the group is no user of this directory.')
  const { changedUserIds, ...group } = written
  return { group: { id, displayName, externalId, ...group }, changed: changedUserIds }
}
