import type { OrganizationAccess, OrganizationActor, Permission } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import type { RoleMember } from '../roles/role-members'
import type { Member } from './list-members'

type MemberProfile = Pick<Member, 'userId' | 'name' | 'email' | 'joinedAt'>

/** @throws DomainError not_found */
export async function getMemberProfile(
  access: OrganizationAccess<'read:organization_members'>,
  userId: string,
): Promise<MemberProfile> {
  const { tenantId, organizationId } = access
  const [found] = await read(
    access,
    (tx) => tx.$queryRaw<MemberProfile[]>`
      SELECT m.user_id AS "userId", u.name, u.email, m.created_at AS "joinedAt"
      FROM members m JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id
      WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ${userId}`,
  )
  if (!found) throw notFound()
  return found
}

export interface RoleSummary {
  id: string
  name: string
  description: string
}

/** @throws DomainError not_found */
export function listMemberRoles(
  access: OrganizationAccess<'read:organization_member_roles'>,
  input: Window & { userId: string },
): Promise<Windowed<RoleSummary>> {
  const { tenantId, organizationId } = access
  const { userId } = input
  const ofMember = sql`mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.user_id = ${userId}`
  return read(access, (tx) =>
    readPage<RoleSummary>(tx, input, {
      columns: sql`r.id, r.name, r.description`,
      from: sql`member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id WHERE ${ofMember}`,
      counted: sql`member_roles mr WHERE ${ofMember}`,
      requires: [{ exists: memberExists(access, userId) }],
      ...byId(input, sql`mr.role_id`),
      placeOf: ({ id }) => id,
    }),
  )
}

function memberExists({ tenantId, organizationId }: OrganizationActor, userId: string): Sql {
  return sql`EXISTS (
    SELECT FROM members m
    WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ${userId})`
}

export function listRolesInUse(
  access: OrganizationAccess<'read:organization_member_roles'>,
): Promise<{ id: string; name: string }[]> {
  const { tenantId, organizationId } = access
  return read(
    access,
    (tx) => tx.$queryRaw`
      SELECT r.id, r.name
      -- In the order of an index: PostgreSQL then looks for one member of each role and does not read all members.
      FROM roles r CROSS JOIN LATERAL (
        SELECT FROM member_roles mr
        WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = r.id
        ORDER BY mr.created_at, mr.user_id LIMIT 1
      ) held
      WHERE r.tenant_id = ${tenantId} AND r.usable_in IN ('*', ${organizationId})
      ORDER BY r.is_owner DESC, r.created_at, r.name`,
  )
}

export interface EffectiveRole extends RoleSummary {
  /** `inherited`: held at tenant level, if the tenant lets those roles count in organizations. */
  sources: ('direct' | 'inherited')[]
}

/** Empty for suspended or blocked members. @throws DomainError not_found */
export function listEffectiveRoles(
  access: OrganizationAccess<'read:organization_member_effective_roles'>,
  input: Window & { userId: string },
): Promise<Omit<Windowed<EffectiveRole>, 'total'>> {
  const { userId } = input
  return read(access, (tx) =>
    readPage<EffectiveRole>(tx, input, {
      columns: sql`effective.*`,
      from: sql`(${effectiveRoles(access, userId)}) effective WHERE true`,
      requires: [{ exists: memberExists(access, userId) }],
      ...byId(input, sql`effective.id`),
      placeOf: ({ id }) => id,
    }),
  )
}

function effectiveRoles({ tenantId, organizationId }: OrganizationActor, userId: string): Sql {
  return sql`
    WITH granted AS (
      SELECT mr.role_id AS id, 'direct' AS source FROM member_roles mr
      WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.user_id = ${userId}
      UNION ALL
      SELECT r.id, 'inherited' FROM roles r
      JOIN tenants t ON t.id = ${tenantId} AND t.inherit_global_permissions_in_organizations
      JOIN users u ON u.tenant_id = ${tenantId} AND u.id = ${userId}
      WHERE r.tenant_id = ${tenantId} AND r.usable_in = '*'
        AND ((r.everyone AND u.email_verified_at IS NOT NULL) OR EXISTS (
          SELECT FROM user_roles ur
          WHERE ur.tenant_id = ${tenantId} AND ur.user_id = u.id AND ur.role_id = r.id))
    )
    SELECT r.id, r.name, r.description, array_agg(granted.source ORDER BY granted.source) AS sources
    FROM granted
    JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = granted.id
    JOIN members m ON m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ${userId}
      AND m.suspended_at IS NULL
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = m.user_id AND NOT u.blocked
    GROUP BY r.id, r.name, r.description`
}

type Access<P extends Permission> = P extends Permission ? OrganizationAccess<P> : never

/** @throws DomainError not_found for a role that cannot be held here */
export function listRoleMembers(
  access: Access<'read:roles' | 'read:organization_members'>,
  input: Window & { roleId: string },
): Promise<Omit<Windowed<RoleMember>, 'total'>> {
  const { tenantId, organizationId } = access
  const { roleId } = input
  return read(access, (tx) =>
    readPage<RoleMember>(tx, input, {
      columns: sql`u.id AS "userId", u.name, u.email, u.picture`,
      from: sql`member_roles mr JOIN users u ON u.tenant_id = mr.tenant_id AND u.id = mr.user_id
        WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = ${roleId}`,
      requires: [
        {
          exists: sql`EXISTS (
            SELECT FROM roles r
            WHERE r.tenant_id = ${tenantId} AND r.id = ${roleId} AND r.usable_in IN ('*', ${organizationId}))`,
        },
      ],
      ...byId(input, sql`mr.user_id`),
      placeOf: ({ userId }) => userId,
    }),
  )
}
