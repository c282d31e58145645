import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import type { UserAttributes } from './user-attributes'

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
export const directoryUserColumns = sql`u.id, u.user_id AS "userId", u.user_name AS "userName",
  u.external_id AS "externalId", u.email_folded AS "emailFolded", u.attributes, u.version, u.created_at AS "createdAt", u.updated_at AS "updatedAt",
  (SELECT m.suspended_at IS NULL FROM members m
    WHERE m.tenant_id = u.tenant_id AND m.organization_id = u.organization_id AND m.user_id = u.user_id) AS active,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'displayName', g.display_name) ORDER BY g.id), '[]')
    FROM directory_group_members gm
    JOIN directory_groups g
      ON g.tenant_id = gm.tenant_id AND g.organization_id = gm.organization_id AND g.id = gm.group_id
    WHERE gm.tenant_id = u.tenant_id AND gm.organization_id = u.organization_id AND gm.directory_user_id = u.id) AS groups`

export function usersOf(access: OrganizationActor, connectionId: string): Sql {
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
