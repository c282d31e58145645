import { read } from '@/lib/db/transaction'
import { join, sql, type Sql } from '@/lib/db/sql'
import { fold } from '../text/fold'
import { type Counted, countedRows } from './counted-rows'
import type { DirectoryAccess } from './directory-actor'
import type { ScimWindow } from './list-directory-users'
import {
  directoryGroupColumns,
  groupsOf,
  readDirectoryGroup,
  type DirectoryGroup,
} from './read-directory-group'

export interface GroupFilter {
  id?: string
  displayName?: string
  externalId?: string
  /** Groups that have this member, by its id in the directory. */
  member?: string
}

interface GroupsQuery extends ScimWindow {
  filter: GroupFilter
  hasMembers: boolean
}

const mostMembers = 10_000

/** In the order of creation. With members, fewer than asked for once these would have more than 10,000 in all. */
export function listDirectoryGroups(
  access: DirectoryAccess,
  { filter, startIndex, count, hasMembers }: GroupsQuery,
): Promise<{ groups: DirectoryGroup[]; total: number }> {
  const matching = sql`${groupsOf(access, access.caller.directoryId)} AND ${conditionOf(filter)}`
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
        JOIN directory_groups g ON ${groupsOf(access, access.caller.directoryId)} AND g.id = s.id
        WHERE s.place = 1 OR s.members <= ${mostMembers}
      )
      SELECT t.total, listed.* FROM (
        SELECT count(*)::int AS total FROM directory_groups g WHERE ${matching}) t
      LEFT JOIN listed ON true
      ORDER BY listed."createdAt", listed.id`)
    const { rows: groups, total } = countedRows(rows)
    return { groups, total }
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

function conditionOf({ id, displayName, externalId, member }: GroupFilter): Sql {
  const conditions = [
    id === undefined ? null : sql`g.id = ${id}`,
    displayName === undefined ? null : sql`g.name_folded = ${fold(displayName)}`,
    externalId === undefined ? null : sql`g.external_id = ${externalId}`,
    member === undefined
      ? null
      : sql`EXISTS (SELECT FROM directory_group_members gm
          WHERE gm.tenant_id = g.tenant_id AND gm.organization_id = g.organization_id AND gm.group_id = g.id
            AND gm.directory_user_id = ${member})`,
  ].filter((condition) => condition !== null)
  return conditions.length === 0 ? sql`true` : join(conditions, ' AND ')
}
