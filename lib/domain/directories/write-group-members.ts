import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { invalid } from '@/lib/errors'

interface GroupMembers {
  connectionId: string
  groupId: string
  /** All of them, by their ids in the directory. */
  ids: readonly string[]
}

/** @returns the members (user ids) that were added or removed. @throws DomainError invalid at `members` */
export async function writeGroupMembers(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  { connectionId, groupId, ids }: GroupMembers,
): Promise<string[]> {
  const wanted = [...new Set(ids)]
  const known = await tx.directoryUser.count({
    where: { tenantId, organizationId, connectionId, id: { in: wanted } },
  })
  if (known < wanted.length) throw invalid('members', 'A member of the group is no user of this directory.')
  const changed = await tx.$queryRaw<{ userId: string }[]>`
    WITH removed AS (
      DELETE FROM directory_group_members gm
      WHERE gm.tenant_id = ${tenantId} AND gm.organization_id = ${organizationId} AND gm.group_id = ${groupId}
        AND gm.directory_user_id <> ALL (${wanted}::text[])
      RETURNING gm.directory_user_id AS id
    ), added AS (
      INSERT INTO directory_group_members (tenant_id, organization_id, group_id, directory_user_id)
      SELECT ${tenantId}, ${organizationId}, ${groupId}, w.id FROM unnest(${wanted}::text[]) AS w (id)
      ON CONFLICT DO NOTHING
      RETURNING directory_user_id AS id
    )
    SELECT u.user_id AS "userId" FROM directory_users u
    WHERE u.tenant_id = ${tenantId} AND u.organization_id = ${organizationId}
      AND u.id IN (SELECT id FROM removed UNION ALL SELECT id FROM added)`
  return changed.map(({ userId }) => userId)
}
