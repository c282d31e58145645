import { sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'

/** A way to sign in as one organization sees it. */
export interface OfferedConnection {
  id: string
  displayName: string
  strategy: string
  /** Whether the organization may switch it on; one that is on may have been switched on for it. */
  isOffered: boolean
  /** Null while it is off. */
  enabled: EnabledSettings | null
}

export interface EnabledSettings {
  assignMembershipOnLogin: boolean
  showAsButton: boolean
  isSignupEnabled: boolean
}

interface Row extends Omit<OfferedConnection, 'enabled'>, EnabledSettings {
  isEnabled: boolean
}

/**
 * What is on in this organization, the oldest first, and what it may switch on. A company’s own OpenID provider is
 * nobody else’s business: it is offered where one of its domains is proven, or where its options say so.
 */
export async function offeredConnections(
  tx: Tx,
  { tenantId, organizationId }: { tenantId: string; organizationId: string },
  only: Sql = sql`true`,
): Promise<OfferedConnection[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT * FROM (
      SELECT c.id, c.display_name AS "displayName", c.strategy, c.created_at, e.created_at AS since,
        e.connection_id IS NOT NULL AS "isEnabled", e.assign_membership_on_login AS "assignMembershipOnLogin",
        e.show_as_button AS "showAsButton", e.is_signup_enabled AS "isSignupEnabled",
        coalesce(c.options->>'offeredToOrganizations' = 'true', c.strategy <> 'oidc' OR EXISTS (
          SELECT FROM discovery_domains d
          WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND d.verified_at IS NOT NULL
            AND c.options->'domains' @> to_jsonb(d.domain))) AS "isOffered"
      FROM connections c
      LEFT JOIN enabled_connections e
        ON e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.connection_id = c.id
      WHERE c.tenant_id = ${tenantId}
    ) AS c
    WHERE ("isEnabled" OR "isOffered") AND ${only}
    ORDER BY since NULLS LAST, created_at, id LIMIT 200`
  return rows.map(({ id, displayName, strategy, isOffered, isEnabled, ...row }) => {
    const { assignMembershipOnLogin, showAsButton, isSignupEnabled } = row
    const enabled = isEnabled ? { assignMembershipOnLogin, showAsButton, isSignupEnabled } : null
    return { id, displayName, strategy, isOffered, enabled }
  })
}
