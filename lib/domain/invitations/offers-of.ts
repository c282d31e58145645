import type { Tx } from '@/lib/db/prisma'

export interface Offer {
  id: string
  name: string
  usableIn: string
  /** Assignable, or the organization’s own: somebody could give it. */
  isGivable: boolean
  /** What it gives on the portal of the organization. */
  permissions: string[]
}

/** The roles that stand behind an invitation and still exist. */
export function offersOf(
  tx: Tx,
  { tenantId, organizationId }: { tenantId: string; organizationId: string },
  invitationId: string,
): Promise<Offer[]> {
  return tx.$queryRaw<Offer[]>`
    SELECT r.id, r.name, r.usable_in AS "usableIn",
      r.assignable OR r.usable_in = ${organizationId} AS "isGivable", ARRAY(
        SELECT rp.name FROM role_permissions rp
        JOIN permissions p ON p.tenant_id = ${tenantId} AND p.api_id = rp.api_id AND p.name = rp.name
        WHERE rp.tenant_id = ${tenantId} AND rp.role_id = r.id AND rp.api_id = (SELECT foyer.portal_api_id())
          AND p.level = 'organization') AS permissions
    FROM invitation_roles ir JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = ir.role_id
    WHERE ir.tenant_id = ${tenantId} AND ir.organization_id = ${organizationId}
      AND ir.invitation_id = ${invitationId}
    ORDER BY r.is_owner DESC, r.created_at, r.name`
}
