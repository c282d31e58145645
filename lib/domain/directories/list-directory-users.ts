import { read } from '@/lib/db/transaction'
import { join, sql, type Sql } from '@/lib/db/sql'
import { fold } from '../text/fold'
import { type Counted, countedRows } from './counted-rows'
import type { DirectoryAccess } from './directory-actor'
import { directoryUserColumns, readDirectoryUser, usersOf, type DirectoryUser } from './read-directory-user'

export interface UserFilter {
  id?: string
  userName?: string
  externalId?: string
  email?: string
  active?: boolean
}

export interface ScimWindow {
  /** From 1. */
  startIndex: number
  count: number
}

/** In the order of creation. */
export function listDirectoryUsers(
  access: DirectoryAccess,
  { filter, startIndex, count }: ScimWindow & { filter: UserFilter },
): Promise<{ users: DirectoryUser[]; total: number }> {
  const matching = sql`${usersOf(access, access.caller.directoryId)} AND ${conditionOf(filter)}`
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

function conditionOf({ id, userName, externalId, email, active }: UserFilter): Sql {
  const conditions = [
    id === undefined ? null : sql`u.id = ${id}`,
    userName === undefined ? null : sql`u.user_name_folded = ${fold(userName)}`,
    externalId === undefined ? null : sql`u.external_id = ${externalId}`,
    email === undefined ? null : sql`u.email_folded = ${fold(email)}`,
    active === undefined
      ? null
      : sql`EXISTS (SELECT FROM members m
          WHERE m.tenant_id = u.tenant_id AND m.organization_id = u.organization_id AND m.user_id = u.user_id
            AND (m.suspended_at IS NULL) = ${active})`,
  ].filter((condition) => condition !== null)
  return conditions.length === 0 ? sql`true` : join(conditions, ' AND ')
}
