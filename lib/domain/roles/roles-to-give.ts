import { mayGrant, type OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { callerNow } from '../caller-now'
import { isOffered, portalPermissions } from './portal-permissions'

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
  const offered = await tx.$queryRaw<(GivableRole & { permissions: string[] })[]>(sql`
    SELECT r.id, r.name, r.description, r.usable_in AS "usableIn", ${portalPermissions(tenantId)} AS permissions
    FROM roles r
    WHERE r.tenant_id = ${tenantId} AND ${isOffered(organizationId)}
    ORDER BY r.is_owner DESC, r.created_at, r.name`)
  const held = new Set(power)
  const roles = offered.filter(({ permissions }) => mayGrant(held, permissions))
  return { power, roles: roles.map(({ permissions: _, ...role }) => role) }
}
