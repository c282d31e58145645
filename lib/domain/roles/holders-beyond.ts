import { personOf, type OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'

/**
 * How many others who hold the role may do more on the portal here than this power: what reachOf() says of each
 * member, asked of all holders at once. A suspended one counts for all that her roles give; only who may enter every
 * organization can have more power here than her roles.
 */
export async function countHoldersBeyond(
  tx: Tx,
  access: OrganizationActor,
  { roleId, power }: { roleId: string; power: readonly string[] },
): Promise<number> {
  const { tenantId, organizationId } = access
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    WITH mighty AS MATERIALIZED (
      SELECT DISTINCT rp.role_id FROM role_permissions rp
      JOIN permissions pm ON pm.tenant_id = ${tenantId} AND pm.api_id = rp.api_id AND pm.name = rp.name
      WHERE rp.tenant_id = ${tenantId} AND rp.usable_in IN ('*', ${organizationId})
        AND rp.api_id = (SELECT foyer.portal_api_id()) AND pm.level = 'organization'
        AND rp.name <> ALL (${[...power]}::text[])
    ), granting AS MATERIALIZED (
      SELECT r.id, r.everyone FROM roles r
      JOIN role_permissions rp ON rp.tenant_id = ${tenantId} AND rp.role_id = r.id
      WHERE r.tenant_id = ${tenantId} AND r.usable_in = '*'
        AND rp.api_id = (SELECT foyer.portal_api_id()) AND rp.name = 'admin:organizations'
    ), entrants AS MATERIALIZED (
      SELECT up.user_id FROM user_permissions up
      WHERE up.tenant_id = ${tenantId} AND up.api_id = (SELECT foyer.portal_api_id())
        AND up.name = 'admin:organizations'
      UNION SELECT ur.user_id FROM user_roles ur JOIN granting g ON g.id = ur.role_id WHERE ur.tenant_id = ${tenantId}
      UNION SELECT m.user_id FROM members m
      WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId}
        AND EXISTS (SELECT FROM granting g WHERE g.everyone)
    )
    SELECT count(*)::int AS count FROM member_roles mr
    WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = ${roleId}
      AND mr.user_id IS DISTINCT FROM ${personOf(access)}
      AND (mr.user_id IN (
        SELECT other.user_id FROM member_roles other JOIN mighty ON mighty.role_id = other.role_id
        WHERE other.tenant_id = ${tenantId} AND other.organization_id = ${organizationId}
      ) OR CASE WHEN mr.user_id IN (SELECT e.user_id FROM entrants e)
        THEN NOT foyer.grantable_permissions(mr.user_id, ${organizationId}) <@ ${[...power]}::text[] ELSE false END)`
  return row?.count ?? 0
}
