import { mayGrant, type OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { callerNow } from '../caller-now'

export interface GivableRole {
  id: string
  name: string
  description: string
  usableIn: string
}

/** The roles that the actor may give here: assignable or the organization’s own, and none above its own power. */
export async function rolesToGive(
  tx: Tx,
  access: OrganizationActor,
): Promise<{ roles: GivableRole[]; power: string[] }> {
  const { tenantId, organizationId } = access
  const { power } = await callerNow(tx, access)
  const offered = await tx.$queryRaw<(GivableRole & { permissions: string[] })[]>`
    SELECT r.id, r.name, r.description, r.usable_in AS "usableIn", ARRAY(
      SELECT rp.name FROM role_permissions rp
      JOIN permissions p ON p.tenant_id = ${tenantId} AND p.api_id = rp.api_id AND p.name = rp.name
      WHERE rp.tenant_id = ${tenantId} AND rp.role_id = r.id AND rp.api_id = (SELECT foyer.portal_api_id())
        AND p.level = 'organization') AS permissions
    FROM roles r
    WHERE r.tenant_id = ${tenantId}
      AND ((r.usable_in = '*' AND r.assignable) OR r.usable_in = ${organizationId})
    ORDER BY r.is_owner DESC, r.created_at, r.name`
  const held = new Set(power)
  const roles = offered.filter(({ permissions }) => mayGrant(held, permissions))
  return { power, roles: roles.map(({ permissions: _, ...role }) => role) }
}

/**
 * The Management permissions that a user’s own roles in the organization give: they have these as a member. What they
 * inherit counts while they have it.
 */
export async function ownPowerOf(
  tx: Tx,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<string[]> {
  const [row] = await tx.$queryRaw<{ power: string[] }[]>`
    SELECT coalesce(array_agg(DISTINCT h.permission), '{}') AS power
    FROM foyer.effective_permissions(${userId}, ${organizationId}, foyer.portal_api_id()) h WHERE NOT h.inherited`
  return row?.power ?? []
}
