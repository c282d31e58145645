import { z } from 'zod'
import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { bookkeeping, changeLocked } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { fold } from '../text/fold'
import type { DirectoryAccess } from './find-directory-access'
import type { DirectoryGroup } from './group-queries'

/** RFC 7643, section 4.2. */
export const directoryGroupInput = z.object({
  displayName: z.string().trim().min(1).max(200),
  externalId: z.string().max(254).nullish(),
  /** Ids of the directory’s users. */
  members: z
    .array(z.object({ value: z.string().max(100) }))
    .max(10_000)
    .default([]),
})
export type DirectoryGroupInput = z.infer<typeof directoryGroupInput>

/** It gives no role until someone maps it. @throws DomainError conflict at `displayName`, invalid at `members` */
export function createDirectoryGroup(
  access: DirectoryAccess,
  input: DirectoryGroupInput,
): Promise<DirectoryGroup> {
  const created = { connectionId: access.caller.directoryId, id: newId('directoryGroup'), input }
  return changeLocked(access, async (tx) => {
    const { group } = await writeDirectoryGroup(tx, access, created)
    return bookkeeping(group)
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? nameTaken() : error
  })
}

export function nameTaken(): DomainError {
  return new DomainError('conflict', 'A group with this name already exists.', { field: 'displayName' })
}

interface Written extends Pick<DirectoryGroup, 'version' | 'createdAt' | 'updatedAt' | 'members'> {
  changedUserIds: string[]
}

/**
 * Creates it or replaces all of it, in one statement for any number of members. In changeLocked() only.
 * @returns with the members (user ids) whose roles it may change. @throws DomainError invalid at `members`
 */
export async function writeDirectoryGroup(
  tx: Tx,
  { organizationId }: OrganizationActor,
  { connectionId, id, input }: { connectionId: string; id: string; input: DirectoryGroupInput },
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
