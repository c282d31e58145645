import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

export interface JoinSetting {
  domainId: string
  /** Null: people may ask to join. */
  role: { id: string; name: string } | null
  /** False if the user who chose the role could not grant it now: people can only ask to join. */
  isRoleGiven: boolean
}

/** Of the domains whose people may do something: at most 100. */
export function listJoinSettings(
  access: OrganizationAccess<'read:organization_discovery_domains'>,
): Promise<JoinSetting[]> {
  const { tenantId, organizationId } = access
  return read(
    access,
    (tx) => tx.$queryRaw<JoinSetting[]>`
      SELECT s.domain_id AS "domainId",
        CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'name', r.name) END AS role,
        EXISTS (SELECT FROM foyer.domain_join_role(${organizationId}, s.domain_id)) AS "isRoleGiven"
      FROM domain_join_settings s
      LEFT JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = s.role_id
      WHERE s.tenant_id = ${tenantId} AND s.organization_id = ${organizationId}
      ORDER BY s.domain_id LIMIT 100`,
  )
}
