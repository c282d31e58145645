import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { sha256Hex } from '../crypto/digest'
import { filterableUsers } from './filterable-users'
import type { DirectoryAccess } from './find-directory-access'
import { conditionOf, type ResourceFilter } from './resource-filter'
import type { UserAttributes } from './user-attributes'

export interface ScimWindow {
  /** From 1. */
  startIndex: number
  count: number
}

/** In the order of creation. */
export function listDirectoryUsers(
  access: DirectoryAccess,
  { filter, startIndex, count }: ScimWindow & { filter: ResourceFilter | null },
): Promise<{ users: DirectoryUser[]; total: number }> {
  const users = usersOf(access, access.caller.directoryId)
  const matching = filter === null ? users : sql`${users} AND ${conditionOf(filter, filterableUsers)}`
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<Counted<DirectoryUser>[]>(sql`
      SELECT t.total, page.* FROM (
        SELECT count(*)::int AS total FROM directory_users u WHERE ${matching}) t
      LEFT JOIN (
        SELECT ${directoryUserColumns} FROM directory_users u WHERE ${matching}
        ORDER BY u.created_at, u.id LIMIT ${count} OFFSET ${startIndex - 1}) page ON true
      ORDER BY page."createdAt", page.id`)
    const { rows: users, total } = countedRows(rows)
    return { users, total }
  })
}

/** @throws DomainError not_found */
export function getDirectoryUser(access: DirectoryAccess, id: string): Promise<DirectoryUser> {
  const key = { connectionId: access.caller.directoryId, id }
  return read(access, (tx) => readDirectoryUser(tx, access, key))
}

export interface DirectoryUser {
  id: string
  /** The member’s. */
  userId: string
  userName: string
  externalId: string | null
  /** Of the address that the directory says. */
  emailFolded: string
  /** False while the member is suspended. */
  active: boolean
  attributes: UserAttributes
  groups: { id: string; displayName: string }[]
  version: number
  createdAt: Date
  updatedAt: Date
}

/** Requires `u` of directory_users. */
const directoryUserColumns = sql`u.id, u.user_id AS "userId", u.user_name AS "userName",
  u.external_id AS "externalId", u.email_folded AS "emailFolded", u.attributes, u.version,
  u.created_at AS "createdAt", u.updated_at AS "updatedAt",
  (SELECT m.suspended_at IS NULL FROM members m
    WHERE m.tenant_id = u.tenant_id AND m.organization_id = u.organization_id AND m.user_id = u.user_id) AS active,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'displayName', g.display_name) ORDER BY g.id), '[]')
    FROM directory_group_members gm
    JOIN directory_groups g
      ON g.tenant_id = gm.tenant_id AND g.organization_id = gm.organization_id AND g.id = gm.group_id
    WHERE gm.tenant_id = u.tenant_id AND gm.organization_id = u.organization_id AND gm.directory_user_id = u.id) AS groups`

function usersOf(access: OrganizationActor, connectionId: string): Sql {
  return sql`u.tenant_id = ${access.tenantId} AND u.organization_id = ${access.organizationId}
    AND u.connection_id = ${connectionId}`
}

/** @throws DomainError not_found */
export async function readDirectoryUser(
  tx: Tx,
  access: OrganizationActor,
  { connectionId, id }: { connectionId: string; id: string },
): Promise<DirectoryUser> {
  const [user] = await tx.$queryRaw<DirectoryUser[]>(sql`
    SELECT ${directoryUserColumns} FROM directory_users u
    WHERE ${usersOf(access, connectionId)} AND u.id = ${id}`)
  if (!user) throw notFound()
  return user
}

type Nullable<Row> = { [Key in keyof Row]: Row[Key] | null }

/** A row of a page, or one of nulls where it is empty, with how many there are in all. */
export type Counted<Row extends { id: string }> = { total: number } & (Row | Nullable<Row>)

export function countedRows<Row extends { id: string }>(
  found: readonly Counted<Row>[],
): { rows: Row[]; total: number } {
  const total = found[0]?.total ?? 0
  return { rows: found.filter((row): row is { total: number } & Row => row.id !== null), total }
}

/** `expected`: versions that the caller has read; null for any. @throws DomainError conflict at `version` */
export function assertVersion(version: string, expected: readonly string[] | null): void {
  if (expected === null || expected.includes(version)) return
  const sentence = 'This has changed since it was read. Read it again.'
  throw new DomainError('conflict', sentence, { field: 'version' })
}

/** Changes with the member’s suspension and groups, too. */
export function userVersion({
  version,
  active,
  groups,
}: Pick<DirectoryUser, 'version' | 'active' | 'groups'>): string {
  const shown = groups.length === 0 ? '' : sha256Hex(JSON.stringify(groups)).slice(0, 16)
  return `${version}${active ? 'a' : 'i'}${shown}`
}
