import { may, type OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { countAtMost, mostCounted } from '../bounded-count'

/** Needs both permissions: the list joins names with roles. */
export function canSeeRoleMembers(actor: OrganizationActor): boolean {
  return may(actor, 'read:organization_members') && may(actor, 'read:organization_member_roles')
}

/** Editors of roles have to know how many members a change affects. */
export function canCountMembers(actor: OrganizationActor): boolean {
  return canSeeRoleMembers(actor) || editsRoles(actor)
}

export function canCountInvitations(actor: OrganizationActor): boolean {
  return may(actor, 'read:organization_invitations') || editsRoles(actor)
}

function editsRoles(actor: OrganizationActor): boolean {
  return may(actor, 'update:organization_roles') || may(actor, 'delete:organization_roles')
}

export interface RoleMember {
  userId: string
  name: string
  email: string
  picture: string | null
}

/** Of more than `mostCounted`, one more. */
export interface RoleUsage {
  holders: RoleMember[]
  soleHolders: number
  invitations: number
  /** Null if the join link does not give the role. */
  joinLink: { otherRoleIds: string[] } | null
  /** Verified domains at which people join with the role. */
  domains: number
}

export async function usageOf(
  tx: Tx,
  actor: OrganizationActor,
  { roleId, first }: { roleId: string; first: number },
): Promise<RoleUsage> {
  const { tenantId, organizationId } = actor
  const invitations = {
    from: sql`invitation_roles ir
    JOIN invitations i ON i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId} AND i.id = ir.invitation_id
    WHERE ir.tenant_id = ${tenantId} AND ir.organization_id = ${organizationId} AND ir.role_id = ${roleId}
      AND i.state = 'pending' AND i.expires_at > now()`,
    order: sql`ir.invitation_id`,
  }
  const [row] = await tx.$queryRaw<[RoleUsage]>(sql`
    SELECT ${soleHolders(actor, roleId)} AS "soleHolders",
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('userId', h.id, 'name', h.name, 'email', h.email, 'picture', h.picture)
          ORDER BY h.name_folded, h.id)
        FROM (
          SELECT u.id, u.name, u.email, u.picture, u.name_folded
          FROM member_roles mr JOIN users u ON u.tenant_id = ${tenantId} AND u.id = mr.user_id
          WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = ${roleId}
          ORDER BY u.name_folded, u.id LIMIT ${first}) h
      ), '[]') AS holders,
      ${countAtMost(mostCounted, invitations)} AS invitations, (
        SELECT jsonb_build_object('otherRoleIds', array_remove(array_agg(lr.role_id), ${roleId}))
        FROM join_links l
        JOIN join_link_roles lr
          ON lr.tenant_id = ${tenantId} AND lr.organization_id = ${organizationId} AND lr.join_link_id = l.id
        WHERE l.tenant_id = ${tenantId} AND l.organization_id = ${organizationId} AND l.ended_at IS NULL
        HAVING bool_or(lr.role_id = ${roleId})
      ) AS "joinLink", (
        SELECT count(*)::int FROM domain_join_settings s
        WHERE s.tenant_id = ${tenantId} AND s.organization_id = ${organizationId} AND s.role_id = ${roleId}
      ) AS domains`)
  return row
}

export async function countMembersWithOnly(
  tx: Tx,
  actor: OrganizationActor,
  roleId: string,
): Promise<number> {
  const [row] = await tx.$queryRaw<[{ count: number }]>(sql`SELECT ${soleHolders(actor, roleId)} AS count`)
  return row.count
}

function soleHolders({ tenantId, organizationId }: OrganizationActor, roleId: string): Sql {
  return countAtMost(mostCounted, {
    from: sql`member_roles mr
      WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = ${roleId}
        AND NOT EXISTS (
          SELECT FROM member_roles other
          WHERE other.tenant_id = ${tenantId} AND other.organization_id = ${organizationId}
            AND other.user_id = mr.user_id AND other.role_id <> ${roleId})`,
    order: sql`mr.created_at, mr.user_id`,
  })
}
