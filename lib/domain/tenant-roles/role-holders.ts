import type { Tx } from '@/lib/db/prisma'

/** What hangs on a tenant role: what a warning says before it goes. */
export interface RoleHolders {
  [what: string]: number
  /** Users who hold it at tenant level. */
  users: number
  /** Memberships that hold it. */
  members: number
  /** Of those, the ones that hold nothing else. */
  membersWithoutAnother: number
  /** Organizations all of whose owners are owners by it alone. */
  organizationsWithoutAnotherOwner: number
  /** Pending invitations that offer it. */
  invitations: number
}

export async function roleHolders(tx: Tx, tenantId: string, roleId: string): Promise<RoleHolders> {
  const [row] = await tx.$queryRaw<RoleHolders[]>`
    WITH holding AS (
      SELECT mr.organization_id, mr.user_id FROM member_roles mr
      WHERE mr.tenant_id = ${tenantId} AND mr.role_id = ${roleId}
    ), owners AS (
      SELECT mr.organization_id, mr.role_id
      FROM member_roles mr
      JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id AND r.is_owner
      JOIN members m ON m.tenant_id = mr.tenant_id AND m.organization_id = mr.organization_id AND m.user_id = mr.user_id
      JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id
      WHERE mr.tenant_id = ${tenantId} AND m.suspended_at IS NULL AND NOT u.blocked
        AND u.email_verified_at IS NOT NULL AND mr.organization_id IN (SELECT h.organization_id FROM holding h)
    )
    SELECT
      (SELECT count(*)::int FROM user_roles ur WHERE ur.tenant_id = ${tenantId} AND ur.role_id = ${roleId}) AS users,
      (SELECT count(*)::int FROM holding) AS members,
      (SELECT count(*)::int FROM holding h WHERE NOT EXISTS (
        SELECT FROM member_roles mr
        WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = h.organization_id AND mr.user_id = h.user_id
          AND mr.role_id <> ${roleId})) AS "membersWithoutAnother",
      (SELECT count(*)::int FROM (
        SELECT o.organization_id FROM owners o GROUP BY o.organization_id HAVING bool_and(o.role_id = ${roleId})
      ) alone) AS "organizationsWithoutAnotherOwner",
      (SELECT count(*)::int FROM invitations i
        JOIN invitation_roles ir ON ir.tenant_id = i.tenant_id AND ir.organization_id = i.organization_id
          AND ir.invitation_id = i.id AND ir.role_id = ${roleId}
        WHERE i.tenant_id = ${tenantId} AND i.state = 'pending' AND i.expires_at > now()) AS invitations`
  if (!row) throw new Error('A count found no row.')
  return row
}
