import { sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

export interface UserIdentity {
  connection: string
  strategy: string
  subject: string
  email: string | null
}

export interface DirectoryEntry {
  name: string
  nickname: string | null
  givenName: string | null
  familyName: string | null
  picture: string | null
}

export type Optional<T> = { [K in keyof T]?: T[K] | undefined }

/** No password hash, sealed secret or other credential. */
export interface User extends DirectoryEntry {
  id: string
  email: string
  isProven: boolean
  isBlocked: boolean
  appMetadata: Record<string, unknown>
  userMetadata: Record<string, unknown>
  createdAt: Date
  updatedAt: Date
  lastLoginAt: Date | null
  identities: UserIdentity[]
}

/** With the connection’s name for `oidc`, since several OpenID providers may use the same subject. */
export const subjectOutside: Sql = sql`CASE c.strategy WHEN 'oidc' THEN c.name || '|' || i.subject ELSE i.subject END`

/** Columns of `users u`, without the identities. */
export const ownUserColumns: Sql = sql`u.id, u.email, u.email_verified_at IS NOT NULL AS "isProven", u.name, u.nickname,
  u.given_name AS "givenName", u.family_name AS "familyName", u.picture, u.blocked AS "isBlocked",
  u.app_metadata AS "appMetadata", u.user_metadata AS "userMetadata", u.created_at AS "createdAt",
  u.updated_at AS "updatedAt", u.last_login_at AS "lastLoginAt"`

export function identitiesColumn(tenantId: Sql, userId: Sql): Sql {
  return sql`coalesce((
    SELECT jsonb_agg(jsonb_build_object(
      'connection', c.name, 'strategy', c.strategy, 'subject', ${subjectOutside}, 'email', i.email)
      ORDER BY c.strategy <> 'password', i.created_at, i.id)
    FROM identities i JOIN connections c ON c.tenant_id = i.tenant_id AND c.id = i.connection_id
    WHERE i.tenant_id = ${tenantId} AND i.user_id = ${userId}
  ), (
    SELECT jsonb_agg(jsonb_build_object(
      'connection', c.name, 'strategy', c.strategy, 'subject', ${userId}, 'email', null) ORDER BY c.created_at, c.id)
    FROM connections c WHERE c.tenant_id = ${tenantId} AND c.strategy = 'email'
  ), '[]') AS identities`
}

export const userColumns: Sql = sql`${ownUserColumns}, ${identitiesColumn(sql`u.tenant_id`, sql`u.id`)}`

/** @throws DomainError not_found */
export async function readUser(tx: Tx, tenantId: string, id: string): Promise<User> {
  const [user] = await tx.$queryRaw<User[]>(sql`
    SELECT ${userColumns} FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = ${id}`)
  if (!user) throw notFound()
  return user
}
