import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'

export interface Holder {
  userId: string
  name: string
  email: string
  picture: string | null
}

/** The first of the members of this organization who hold the role, by name. */
export function holdersOf(
  tx: Tx,
  place: OrganizationActor,
  { roleId, first }: { roleId: string; first: number },
): Promise<Holder[]> {
  const { tenantId, organizationId } = place
  return tx.$queryRaw<Holder[]>`
    SELECT u.id AS "userId", u.name, u.email, u.picture
    FROM member_roles mr JOIN users u ON u.tenant_id = ${tenantId} AND u.id = mr.user_id
    WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = ${roleId}
    ORDER BY u.name_folded, u.id LIMIT ${first}`
}

/** How many members hold this role and no other, so that it cannot be deleted. */
export async function countSoleHolders(tx: Tx, place: OrganizationActor, roleId: string): Promise<number> {
  const { tenantId, organizationId } = place
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM member_roles mr
      WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId}
      GROUP BY mr.user_id HAVING bool_and(mr.role_id = ${roleId})
    ) sole`
  return row?.count ?? 0
}

/** How many open invitations offer it. */
export async function countOffers(tx: Tx, place: OrganizationActor, roleId: string): Promise<number> {
  const { tenantId, organizationId } = place
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM invitation_roles ir
    JOIN invitations i ON i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId} AND i.id = ir.invitation_id
    WHERE ir.tenant_id = ${tenantId} AND ir.organization_id = ${organizationId} AND ir.role_id = ${roleId}
      AND i.state = 'pending' AND i.expires_at > now()`
  return row?.count ?? 0
}
