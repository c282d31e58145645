import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { fold } from '../text/fold'
import type { DirectoryAccess } from './find-directory-access'
import { conditionOf, momentIn, type Filterables, type ResourceFilter } from './resource-filter'
import { type Counted, countedRows, type ScimWindow } from './user-queries'

/** Requires `g` of directory_groups. */
export const filterableGroups: Filterables = {
  attributes: {
    id: { type: 'text', column: sql`g.id` },
    displayname: { type: 'text', column: sql`g.name_folded`, given: (text) => sql`${fold(text)}` },
    externalid: { type: 'text', column: sql`g.external_id` },
    members: { type: 'text', column: sql`gm.directory_user_id`, within: hasMember },
    'members.value': { type: 'text', column: sql`gm.directory_user_id`, within: hasMember },
    'meta.created': momentIn(sql`g.created_at`),
    'meta.lastmodified': momentIn(sql`g.updated_at`),
  },
  lists: {},
}

function hasMember(test: Sql): Sql {
  return sql`EXISTS (
    SELECT FROM directory_group_members gm
    WHERE gm.tenant_id = g.tenant_id AND gm.organization_id = g.organization_id AND gm.group_id = g.id AND ${test})`
}

interface GroupsQuery extends ScimWindow {
  filter: ResourceFilter | null
  hasMembers: boolean
}

const mostMembers = 10_000

/** In the order of creation. With members, fewer than asked for once these would have more than 10,000 in all. */
export function listDirectoryGroups(
  access: DirectoryAccess,
  { filter, startIndex, count, hasMembers }: GroupsQuery,
): Promise<{ groups: DirectoryGroup[]; total: number }> {
  const groups = groupsOf(access, access.caller.directoryId)
  const matching = filter === null ? groups : sql`${groups} AND ${conditionOf(filter, filterableGroups)}`
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<Counted<DirectoryGroup>[]>(sql`
      WITH page AS MATERIALIZED (
        SELECT g.id, g.created_at, ${hasMembers ? memberCount : sql`0`} AS members
        FROM directory_groups g WHERE ${matching}
        ORDER BY g.created_at, g.id LIMIT ${count} OFFSET ${startIndex - 1}
      ), summed AS (
        SELECT p.id, row_number() OVER (ORDER BY p.created_at, p.id) AS place,
          sum(p.members) OVER (ORDER BY p.created_at, p.id) AS members
        FROM page p
      ), listed AS MATERIALIZED (
        SELECT ${directoryGroupColumns(hasMembers)} FROM summed s
        JOIN directory_groups g ON ${groups} AND g.id = s.id
        WHERE s.place = 1 OR s.members <= ${mostMembers}
      )
      SELECT t.total, listed.* FROM (
        SELECT count(*)::int AS total FROM directory_groups g WHERE ${matching}) t
      LEFT JOIN listed ON true
      ORDER BY listed."createdAt", listed.id`)
    const page = countedRows(rows)
    return { groups: page.rows, total: page.total }
  })
}

const memberCount = sql`(
  SELECT count(*)::int FROM directory_group_members gm
  WHERE gm.tenant_id = g.tenant_id AND gm.organization_id = g.organization_id AND gm.group_id = g.id)`

/** @throws DomainError not_found */
export function getDirectoryGroup(
  access: DirectoryAccess,
  { id, hasMembers }: { id: string; hasMembers: boolean },
): Promise<DirectoryGroup> {
  const key = { connectionId: access.caller.directoryId, id, hasMembers }
  return read(access, (tx) => readDirectoryGroup(tx, access, key))
}

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
function directoryGroupColumns(hasMembers: boolean): Sql {
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
  ), '[]') AS roles`

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

/** Ids of the roles that the groups of a directory’s user give. Requires `d` of directory_users. */
export const rolesOfGroups = sql`ARRAY(
  SELECT DISTINCT own.role_id FROM directory_group_members gm
  JOIN directory_group_roles own
    ON own.tenant_id = gm.tenant_id AND own.organization_id = gm.organization_id AND own.group_id = gm.group_id
  WHERE gm.tenant_id = d.tenant_id AND gm.organization_id = d.organization_id AND gm.directory_user_id = d.id)`
