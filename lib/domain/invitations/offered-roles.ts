import { mayGrant } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import type { Ticketed } from './find-by-ticket'
import { powerOf } from '../roles/roles-to-give'

export interface OfferedRoles {
  given: { id: string; name: string; usableIn: string }[]
  /** Names of those that were offered and are not given. */
  dropped: string[]
}

/**
 * What is left of the roles that an invitation offered: those that still exist, may still be given here, and do not
 * exceed what the inviter may give today, or, once she has left, what she could when she sent it. They stay as they
 * are until the transaction ends.
 */
export async function offeredRoles(tx: Tx, found: Ticketed): Promise<OfferedRoles> {
  const { tenantId, organization, invitation } = found
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM invitation_roles ir JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = ir.role_id
    WHERE ir.tenant_id = ${tenantId} AND ir.organization_id = ${organization.id} AND ir.invitation_id = ${invitation.id}
      AND (r.assignable OR r.usable_in = ${organization.id})
    ORDER BY r.id FOR SHARE OF r`
  const roles = await tx.$queryRaw<{ id: string; name: string; usableIn: string; permissions: string[] }[]>`
    SELECT r.id, r.name, r.usable_in AS "usableIn", ARRAY(
      SELECT rp.name FROM role_permissions rp
      JOIN permissions p ON p.tenant_id = ${tenantId} AND p.api_id = rp.api_id AND p.name = rp.name
      WHERE rp.tenant_id = ${tenantId} AND rp.role_id = r.id AND rp.api_id = foyer_portal_api()
        AND p.level = 'organization') AS permissions
    FROM roles r WHERE r.tenant_id = ${tenantId} AND r.id = ANY (${locked.map(({ id }) => id)})
    ORDER BY r.id`
  const { names, held } = await vouched(tx, found)
  const given = roles.filter(({ permissions }) => held === null || mayGrant(held, permissions))
  return {
    given: given.map(({ id, name, usableIn }) => ({ id, name, usableIn })),
    dropped: names.filter((name) => !given.some((role) => role.name === name)),
  }
}

/** What stands behind the invitation; `held` is null for an inviter of the tenant’s own, who is not bound here. */
async function vouched(
  tx: Tx,
  { tenantId, organization, invitation }: Ticketed,
): Promise<{ names: string[]; held: Set<string> | null }> {
  const {
    offeredRoles: names,
    inviterHeld,
    inviterUserId,
  } = await tx.invitation.findUniqueOrThrow({
    where: {
      tenantId_organizationId_id: { tenantId, organizationId: organization.id, id: invitation.id },
    },
  })
  if (inviterUserId === null) return { names, held: null }
  const place = { organizationId: organization.id, userId: inviterUserId }
  const stays = await tx.member.count({ where: { tenantId, ...place } })
  return { names, held: new Set(stays > 0 ? await powerOf(tx, place) : inviterHeld) }
}
