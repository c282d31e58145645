import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { DomainError } from '@/lib/errors'
import { type AccessLevel, levelHere } from './access-levels'
import { isOfOneCompany } from './read-connection'
import type { Product } from './products'

export interface AvailableConnection {
  id: string
  name: string
  displayName: string
  strategy: string
  product: Product | null
  /** Whether the organization created it. */
  isOwn: boolean
  /** Its own, which the organization does not have any more: only tenant level sees it. */
  isDetached: boolean
  /** By SAML, of which no one has confirmed the provider’s entity ID (docs/decisions/0094). */
  lacksEntityId: boolean
  /** Whether the organization itself may enable it. The operator may have enabled one that it may not. */
  isOffered: boolean
  enabled: EnabledSettings | null
  /** Null, like `enabled`, for a connection that the organization does not have. */
  disabled: EnabledSettings | null
  /** Of the people of the organization’s verified domains. */
  isRequired: boolean
  nameHere: string | null
  accessLevel: AccessLevel
}

export interface EnabledSettings {
  assignMembershipOnLogin: boolean
  showAsButton: boolean
  isSignupEnabled: boolean
}

interface Row extends Omit<AvailableConnection, 'enabled' | 'disabled'>, EnabledSettings {
  isEnabled: boolean | null
  since: Date | null
  created_at: Date
}

/**
 * A connection of one company is offered only to organizations that verified one of its domains, unless its options say
 * otherwise.
 */
export async function findAvailableConnections(
  tx: Tx,
  { tenantId, organizationId, isTenantLevel }: OrganizationActor,
  only: Sql = sql`true`,
): Promise<AvailableConnection[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT * FROM (
      SELECT c.id, c.name, c.display_name AS "displayName", c.strategy, c.options->>'product' AS product, c.created_at,
        e.created_at AS since, e.is_enabled AS "isEnabled", coalesce(e.is_required, false) AS "isRequired",
        e.organization_connection_name AS "nameHere", ${levelHere({ tenantId, organizationId }, sql`c.id`)} AS "accessLevel",
        e.assign_membership_on_login AS "assignMembershipOnLogin", e.show_as_button AS "showAsButton",
        e.is_signup_enabled AS "isSignupEnabled", c.organization_id IS NOT NULL AS "isOwn",
        c.detached_at IS NOT NULL AS "isDetached",
        c.strategy = 'samlp' AND c.options->>'issuer' IS NULL AS "lacksEntityId",
        ${isTenantLevel === true}::boolean OR c.organization_id IS NOT NULL
          OR coalesce(c.options->>'offeredToOrganizations' = 'true', NOT ${isOfOneCompany} OR EXISTS (
            SELECT FROM discovery_domains d
            WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND d.verified_at IS NOT NULL
              AND c.options->'domains' @> to_jsonb(d.domain))) AS "isOffered"
      FROM connections c
      LEFT JOIN enabled_connections e ON e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId}
        AND e.connection_id = c.id
      WHERE c.tenant_id = ${tenantId} AND (c.organization_id IS NULL OR c.organization_id = ${organizationId})
    ) AS c
    WHERE ("isEnabled" IS NOT NULL OR "isOffered") AND ${only}
    ORDER BY "isEnabled" DESC NULLS LAST, since, "isOwn" DESC, created_at, id LIMIT 200`
  return rows.map(asAvailable)
}

function asAvailable({ since: _, created_at: __, isEnabled, ...row }: Row): AvailableConnection {
  const { assignMembershipOnLogin, showAsButton, isSignupEnabled, ...connection } = row
  const settings = { assignMembershipOnLogin, showAsButton, isSignupEnabled }
  return {
    ...connection,
    enabled: isEnabled === true ? settings : null,
    disabled: isEnabled === false ? settings : null,
  }
}

/** @throws DomainError conflict */
export function assertCanBeEnabled({ lacksEntityId }: Pick<AvailableConnection, 'lacksEntityId'>): void {
  if (!lacksEntityId) return
  const sentence =
    'The entity ID of its provider is not confirmed yet. Test the identity provider on its page in the portal, and confirm the entity ID that the test finds.'
  throw new DomainError('conflict', sentence)
}
