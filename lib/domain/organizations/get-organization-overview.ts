import type { OrganizationAccess, TenantAccess } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { countAtMost, mostCounted } from '../bounded-count'

export interface OrganizationStatus {
  id: string
  slug: string
  displayName: string
  logoId: string | null
  suspendedAt: Date | null
  suspensionReason: string | null
  /** Until when it can be restored. */
  restorableUntil: Date | null
  /** Members can sign in only to the applications that were added for them. */
  isAppEntitlementActive: boolean
  /** The member who alone has an owner role; null also where several have. */
  soleOwnerId: string | null
}

/** @throws DomainError not_found, also for a deleted one */
export function getOrganizationStatus(
  access: OrganizationAccess<'read:organizations'>,
): Promise<OrganizationStatus> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const [found] = await tx.$queryRaw<OrganizationStatus[]>(sql`
      SELECT ${statusColumns(tenantId)} FROM organizations o WHERE o.tenant_id = ${tenantId} AND o.id = ${organizationId}`)
    if (!found) throw notFound()
    return found
  })
}

export interface OrganizationOverview extends OrganizationStatus {
  createdAt: Date
  primaryColor: string | null
  backgroundColor: string | null
  metadata: Record<string, string>
  /** Of more than `mostCounted`, one more. */
  members: number
  pendingInvitations: number
  /** At most five, the first ones. */
  owners: { userId: string; name: string; email: string }[]
}

/** Also of a deleted one, while it can be restored. @throws DomainError not_found */
export function getOrganizationOverview(
  access: TenantAccess<'read:organizations'>,
  organizationId: string,
): Promise<OrganizationOverview> {
  const { tenantId } = access
  const ofOrganization = sql`tenant_id = ${tenantId} AND organization_id = ${organizationId}`
  return read(access, async (tx) => {
    const [found] = await tx.$queryRaw<OrganizationOverview[]>(sql`
      SELECT ${statusColumns(tenantId)}, o.created_at AS "createdAt", o.primary_color AS "primaryColor",
        o.background_color AS "backgroundColor", o.metadata,
        ${countAtMost(mostCounted, { from: sql`members WHERE ${ofOrganization}`, order: sql`user_id` })} AS members,
        ${countAtMost(mostCounted, {
          from: sql`invitations WHERE ${ofOrganization} AND state = 'pending' AND expires_at > now()`,
          order: sql`email_folded`,
        })} AS "pendingInvitations",
        coalesce((
          SELECT jsonb_agg(to_jsonb(w)) FROM (
            SELECT DISTINCT u.id AS "userId", u.name, u.email
            FROM roles r
            JOIN member_roles mr ON mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId}
              AND mr.role_id = r.id
            JOIN users u ON u.tenant_id = ${tenantId} AND u.id = mr.user_id
            WHERE r.tenant_id = ${tenantId} AND r.is_owner AND r.usable_in IN ('*', ${organizationId})
            ORDER BY u.name LIMIT 5) w), '[]') AS owners
      FROM organizations o WHERE o.tenant_id = ${tenantId} AND o.id = ${organizationId}`)
    if (!found) throw notFound()
    return found
  })
}

function statusColumns(tenantId: string): Sql {
  return sql`o.id, o.slug, o.display_name AS "displayName", o.logo_id AS "logoId",
    o.suspended_at AS "suspendedAt", o.suspension_reason AS "suspensionReason",
    o.deleted_at + interval '30 days' AS "restorableUntil",
    o.is_app_entitlement_active AS "isAppEntitlementActive", (
      SELECT CASE count(*) WHEN 1 THEN min(w.user_id) END FROM (
        SELECT DISTINCT mr.user_id
        FROM roles r
        JOIN member_roles mr ON mr.tenant_id = ${tenantId} AND mr.organization_id = o.id AND mr.role_id = r.id
        WHERE r.tenant_id = ${tenantId} AND r.is_owner AND r.usable_in IN ('*', o.id) LIMIT 2) w
    ) AS "soleOwnerId"`
}
