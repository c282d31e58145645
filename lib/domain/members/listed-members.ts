import { mayActOn, personOf, type OrganizationActor } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import { reauthorize } from '../reauthorize'

interface Row {
  userId: string
  name: string
  email: string
  picture: string | null
  joinedAt: Date
  isSuspended: boolean
  isBlocked: boolean
  roles: { id: string; name: string }[]
  /** How many open invitations to this organization the member sent. */
  pendingInvitations: number
  power: string[]
  total: number
}

export interface ListedMember extends Omit<Row, 'roles' | 'power' | 'total'> {
  /** Null where the actor may not see them. */
  roles: Row['roles'] | null
  isSelf: boolean
  /** Whether the actor has all of the member’s permissions: needed to take roles from the member or to remove them. */
  isWithinReach: boolean
}

/**
 * Members as lists and their own pages show them.
 * @param chosen the condition on `members m`, followed by order and limit
 * @param total returned as the total; the result is null where no member was chosen
 */
export async function listedMembers(
  tx: Tx,
  access: OrganizationActor,
  { chosen, total = sql`0` }: { chosen: Sql; total?: Sql },
): Promise<{ members: ListedMember[]; total: number | null }> {
  const rows = await tx.$queryRaw<Row[]>(sql`
    SELECT m.user_id AS "userId", u.name, u.email, u.picture, m.created_at AS "joinedAt",
      m.suspended_at IS NOT NULL AS "isSuspended", u.blocked AS "isBlocked",
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) ORDER BY r.is_owner DESC, r.created_at, r.name)
        FROM member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id
        WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
      ), '[]') AS roles,
      (
        SELECT count(*)::int FROM invitations i
        WHERE i.tenant_id = m.tenant_id AND i.organization_id = m.organization_id
          AND i.state = 'pending' AND i.expires_at > now() AND i.inviter_user_id = m.user_id
      ) AS "pendingInvitations",
      ${memberPermissions} AS power, ${total} AS total
    FROM members m JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id
    WHERE ${chosen}`)
  const { permissions, grantablePermissions: own } = await reauthorize(tx, access)
  const grantable = new Set(own)
  const members = rows.map(({ power: theirs, total: _, ...row }) => ({
    ...row,
    roles: permissions.has('read:organization_member_roles') ? row.roles : null,
    isSelf: row.userId === personOf(access),
    isWithinReach: mayActOn(grantable, theirs),
  }))
  return { members, total: rows[0]?.total ?? null }
}
/**
 * The Management permissions of a member of `members m`, with all that their roles here give, even while they are
 * suspended. Only who has all of these may demote or remove the member.
 */

export const memberPermissions = sql`(
  foyer.grantable_permissions(m.user_id, m.organization_id) || coalesce((
    SELECT array_agg(rp.name)
    FROM member_roles mr
    JOIN role_permissions rp ON rp.tenant_id = mr.tenant_id AND rp.role_id = mr.role_id
    JOIN permissions pm ON pm.tenant_id = rp.tenant_id AND pm.api_id = rp.api_id AND pm.name = rp.name
    WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
      AND rp.api_id = (SELECT foyer.portal_api_id()) AND pm.level = 'organization'
  ), '{}'))`
