import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'

export interface ListedRole {
  id: string
  name: string
  description: string
  isOwner: boolean
  /** Made by this organization and usable only here. */
  isOwn: boolean
  /** How many members of this organization hold it. */
  members: number
  /** What it gives here, API by API; the tenant’s own Management API first. */
  apis: { id: string; name: string; permissions: { name: string; description: string }[] }[]
}

/** The roles usable in this organization, and those that members of it hold anyway; the mightiest first. */
export function listRoles(access: OrganizationAccess<'read:organization_roles'>): Promise<ListedRole[]> {
  const { tenantId, organizationId } = access
  return read(
    access,
    (tx) => tx.$queryRaw<ListedRole[]>`
      SELECT r.id, r.name, r.description, r.is_owner AS "isOwner", r.usable_in <> '*' AS "isOwn",
        held.members, given.apis
      FROM roles r CROSS JOIN LATERAL (
        SELECT count(*)::int AS members FROM member_roles mr
        WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = r.id
      ) held CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', api.id, 'name', api.name, 'permissions', api.permissions)
            ORDER BY api.is_portal DESC, api.name), '[]') AS apis,
          coalesce(sum(jsonb_array_length(api.permissions)), 0) AS size
        FROM (
          SELECT a.id, a.name, a.is_portal,
            jsonb_agg(jsonb_build_object('name', pm.name, 'description', pm.description)
              ORDER BY split_part(pm.name, ':', 2), pm.name) AS permissions
          FROM role_permissions rp
          JOIN permissions pm ON pm.tenant_id = rp.tenant_id AND pm.api_id = rp.api_id AND pm.name = rp.name
          JOIN apis a ON a.tenant_id = rp.tenant_id AND a.id = rp.api_id
          WHERE rp.tenant_id = ${tenantId} AND rp.role_id = r.id AND (NOT a.is_portal OR pm.level = 'organization')
          GROUP BY a.id, a.name, a.is_portal
        ) api
      ) given
      WHERE r.tenant_id = ${tenantId}
        AND (r.usable_in = ${organizationId} OR (r.usable_in = '*' AND (r.assignable OR held.members > 0)))
      ORDER BY r.is_owner DESC, given.size DESC, r.name`,
  )
}
