import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { groupsOf } from './read-directory-group'

export interface GroupMapping {
  name: string
  version: number
  /** Ids of the members that it gives roles to. */
  users: string[]
  /** By name. */
  roles: { id: string; name: string }[]
}

/** Requires `g` of directory_groups. */
export const mappingColumns = sql`g.display_name AS name, g.version, ARRAY(
    SELECT u.user_id FROM directory_group_members gm
    JOIN directory_users u
      ON u.tenant_id = gm.tenant_id AND u.organization_id = gm.organization_id AND u.id = gm.directory_user_id
    WHERE gm.tenant_id = g.tenant_id AND gm.organization_id = g.organization_id AND gm.group_id = g.id
  ) AS users, coalesce((
    SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) ORDER BY r.name)
    FROM directory_group_roles gr JOIN roles r ON r.tenant_id = gr.tenant_id AND r.id = gr.role_id
    WHERE gr.tenant_id = g.tenant_id AND gr.organization_id = g.organization_id AND gr.group_id = g.id
  ), '[]') AS roles` satisfies Sql

/** @throws DomainError not_found */
export async function readGroupMapping(
  tx: Tx,
  access: OrganizationActor,
  { connectionId, id }: { connectionId: string; id: string },
): Promise<GroupMapping> {
  const [group] = await tx.$queryRaw<GroupMapping[]>(sql`
    SELECT ${mappingColumns} FROM directory_groups g WHERE ${groupsOf(access, connectionId)} AND g.id = ${id}`)
  if (!group) throw notFound()
  return group
}
