import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'

export interface DirectoryGroup {
  id: string
  displayName: string
  externalId: string | null
  version: number
  createdAt: Date
  updatedAt: Date
  /** By their ids in the directory; empty if they were not asked for. */
  members: { id: string; userName: string }[]
}

/** Requires `g` of directory_groups. */
export function directoryGroupColumns(hasMembers: boolean): Sql {
  const members = sql`(
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'userName', u.user_name) ORDER BY u.id), '[]')
    FROM directory_group_members gm
    JOIN directory_users u
      ON u.tenant_id = gm.tenant_id AND u.organization_id = gm.organization_id AND u.id = gm.directory_user_id
    WHERE gm.tenant_id = g.tenant_id AND gm.organization_id = g.organization_id AND gm.group_id = g.id)`
  return sql`g.id, g.display_name AS "displayName", g.external_id AS "externalId", g.version,
    g.created_at AS "createdAt", g.updated_at AS "updatedAt", ${hasMembers ? members : sql`'[]'::jsonb`} AS members`
}

export function groupsOf({ tenantId, organizationId }: OrganizationActor, connectionId: string): Sql {
  return sql`g.tenant_id = ${tenantId} AND g.organization_id = ${organizationId}
    AND g.connection_id = ${connectionId}`
}

/** @throws DomainError not_found */
export async function readDirectoryGroup(
  tx: Tx,
  access: OrganizationActor,
  { connectionId, id, hasMembers = true }: { connectionId: string; id: string; hasMembers?: boolean },
): Promise<DirectoryGroup> {
  const [group] = await tx.$queryRaw<DirectoryGroup[]>(sql`
    SELECT ${directoryGroupColumns(hasMembers)} FROM directory_groups g
    WHERE ${groupsOf(access, connectionId)} AND g.id = ${id}`)
  if (!group) throw notFound()
  return group
}
