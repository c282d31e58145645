import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql, type Sql } from '@/lib/db/sql'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { memberExists } from './member-exists'
import type { MemberRole } from './list-member-roles'

export interface EffectiveRole extends MemberRole {
  /** `direct`: given here. `inherited`: held at tenant level, where the tenant lets that count in organizations. */
  sources: ('direct' | 'inherited')[]
}

/**
 * The roles that count for a member here, by id; none while the member is suspended or blocked.
 * @throws DomainError not_found for a user who is not a member here
 */
export function listEffectiveRoles(
  access: OrganizationAccess<'read:organization_member_effective_roles'>,
  wanted: Window & { userId: string },
): Promise<Omit<Windowed<EffectiveRole>, 'total'>> {
  const { userId } = wanted
  return read(access, (tx) =>
    readPage<EffectiveRole>(tx, wanted, {
      columns: sql`effective.*`,
      from: sql`(${effectiveRoles(access, userId)}) effective WHERE true`,
      requires: [{ exists: memberExists(access, userId) }],
      ...byId(wanted, sql`effective.id`),
      placeOf: ({ id }) => id,
    }),
  )
}

function effectiveRoles({ tenantId, organizationId }: OrganizationActor, userId: string): Sql {
  return sql`
    WITH held AS (
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
    SELECT r.id, r.name, r.description, array_agg(held.source ORDER BY held.source) AS sources
    FROM held
    JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = held.id
    JOIN members m ON m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ${userId}
      AND m.suspended_at IS NULL
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = m.user_id AND NOT u.blocked
    GROUP BY r.id, r.name, r.description`
}
