import type { OrganizationActor } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import type { PermissionRef } from './permission-ref'

export interface ListedRole {
  id: string
  name: string
  description: string
  isOwner: boolean
  /** Made by this organization and usable only here. */
  isOwn: boolean
  /** How many members of this organization hold it. */
  members: number
  /** What it gives here: of the portal nothing of tenant level. */
  permissions: PermissionRef[]
}

/** The roles usable in this organization, and those that members of it hold anyway; the mightiest first. */
export function listedRoles(
  tx: Tx,
  place: OrganizationActor,
  chosen: Sql = sql`true`,
): Promise<ListedRole[]> {
  return tx.$queryRaw<ListedRole[]>(selectRoles(place, { chosen }))
}

/** @param more further columns of `roles r`, each after a comma */
export function selectRoles(
  { tenantId, organizationId }: OrganizationActor,
  { chosen, more = sql`` }: { chosen: Sql; more?: Sql },
): Sql {
  return sql`
    SELECT r.id, r.name, r.description, r.is_owner AS "isOwner", r.usable_in <> '*' AS "isOwn",
      held.members, given.permissions${more}
    FROM roles r CROSS JOIN LATERAL (
      SELECT count(*)::int AS members FROM member_roles mr
      WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = r.id
    ) held CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('apiId', rp.api_id, 'name', rp.name)
          ORDER BY rp.api_id, rp.name), '[]') AS permissions, count(*) AS size
      FROM role_permissions rp
      JOIN permissions pm ON pm.tenant_id = ${tenantId} AND pm.api_id = rp.api_id AND pm.name = rp.name
      JOIN apis a ON a.tenant_id = ${tenantId} AND a.id = rp.api_id
      WHERE rp.tenant_id = ${tenantId} AND rp.role_id = r.id AND (NOT a.is_portal OR pm.level = 'organization')
    ) given
    WHERE r.tenant_id = ${tenantId}
      AND (r.usable_in = ${organizationId} OR (r.usable_in = '*' AND (r.assignable OR held.members > 0)))
      AND ${chosen}
    ORDER BY r.is_owner DESC, given.size DESC, r.name`
}
