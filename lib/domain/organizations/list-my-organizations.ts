import type { SelfAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'

export interface MyOrganization {
  id: string
  slug: string
  displayName: string
  logoId: string | null
  /** Names of the roles that she holds there. */
  roles: string[]
}

const myOrganizationsPerPage = 25

/** A person’s organizations, the one she was active in last first. `more` says that there is a next page. */
export function listMyOrganizations(
  access: SelfAccess,
  page = 1,
): Promise<{ organizations: MyOrganization[]; more: boolean }> {
  const { tenantId, userId } = access
  const skipped = (page - 1) * myOrganizationsPerPage
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<MyOrganization[]>`
      SELECT o.id, o.slug, o.display_name AS "displayName", o.logo_id AS "logoId",
        ARRAY(
          SELECT r.name FROM member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id
          WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
          ORDER BY r.created_at, r.name
        ) AS roles
      FROM members m
      JOIN organizations o ON o.tenant_id = m.tenant_id AND o.id = m.organization_id
      LEFT JOIN LATERAL (
        SELECT e.occurred_at FROM audit_events e
        WHERE e.tenant_id = m.tenant_id AND e.organization_id = m.organization_id AND e.actor_id = m.user_id
        ORDER BY e.occurred_at DESC LIMIT 1
      ) used ON true
      WHERE m.tenant_id = ${tenantId} AND m.user_id = ${userId} AND m.suspended_at IS NULL
        AND o.deleted_at IS NULL AND o.suspended_at IS NULL
      ORDER BY coalesce(used.occurred_at, m.created_at) DESC, o.id
      LIMIT ${myOrganizationsPerPage + 1} OFFSET ${skipped}`
    return {
      organizations: rows.slice(0, myOrganizationsPerPage),
      more: rows.length > myOrganizationsPerPage,
    }
  })
}
