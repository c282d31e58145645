import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { DomainError, notFound } from '@/lib/errors'
import { isAtLeast, type AccessLevel } from './read-connection'

/** A way to sign in as one organization sees it. */
export interface AvailableConnection {
  id: string
  name: string
  displayName: string
  strategy: string
  /** Whether the organization may switch it on; one that is on may have been switched on for it. */
  isOffered: boolean
  /** Null while it is off. */
  enabled: EnabledSettings | null
  /** What is kept of it while it is off, where anything is. */
  paused: EnabledSettings | null
  nameHere: string | null
  accessLevel: AccessLevel
}

export interface EnabledSettings {
  assignMembershipOnLogin: boolean
  showAsButton: boolean
  isSignupEnabled: boolean
}

interface Row extends Omit<AvailableConnection, 'enabled' | 'paused'>, EnabledSettings {
  /** Null where the organization does not have it. */
  isEnabled: boolean | null
}

/**
 * What this organization has, the oldest first, and what it may switch on. A company’s own OpenID provider is nobody
 * else’s business: it is offered where one of its domains is proven, or where its options say so. Who acts at tenant
 * level may switch on anything.
 */
export async function availableConnections(
  tx: Tx,
  { tenantId, organizationId, isTenantLevel }: OrganizationActor,
  only: Sql = sql`true`,
): Promise<AvailableConnection[]> {
  const rows = await tx.$queryRaw<Row[]>`
    WITH had AS (
      SELECT true AS "isEnabled", ${settings} FROM enabled_connections e
      WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId}
      UNION ALL
      SELECT false, ${settings} FROM paused_connections e
      WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId}
    )
    SELECT * FROM (
      SELECT c.id, c.name, c.display_name AS "displayName", c.strategy, c.created_at, had.*,
        coalesce(had.level, 'full') AS "accessLevel",
        ${isTenantLevel === true}::boolean OR coalesce(c.options->>'offeredToOrganizations' = 'true', c.strategy <> 'oidc' OR EXISTS (
          SELECT FROM discovery_domains d
          WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND d.verified_at IS NOT NULL
            AND c.options->'domains' @> to_jsonb(d.domain))) AS "isOffered"
      FROM connections c LEFT JOIN had ON had.connection_id = c.id
      WHERE c.tenant_id = ${tenantId}
    ) AS c
    WHERE ("isEnabled" IS NOT NULL OR "isOffered") AND ${only}
    ORDER BY "isEnabled" DESC NULLS LAST, since, created_at, id LIMIT 200`
  return rows.map(asOffered)
}

const settings = sql`e.connection_id, e.created_at AS since, e.organization_connection_name AS "nameHere",
  e.organization_access_level AS level, e.assign_membership_on_login AS "assignMembershipOnLogin",
  e.show_as_button AS "showAsButton", e.is_signup_enabled AS "isSignupEnabled"`

function asOffered({ isEnabled, ...row }: Row): AvailableConnection {
  const { id, name, displayName, strategy, isOffered, nameHere, accessLevel } = row
  const { assignMembershipOnLogin, showAsButton, isSignupEnabled } = row
  const kept = { assignMembershipOnLogin, showAsButton, isSignupEnabled }
  return {
    id,
    name,
    displayName,
    strategy,
    isOffered,
    nameHere,
    accessLevel,
    enabled: isEnabled === true ? kept : null,
    paused: isEnabled === false ? kept : null,
  }
}

/** Whether the people who run the product keep it from those of the organization. */
export function isHidden(
  { isTenantLevel }: OrganizationActor,
  { accessLevel }: AvailableConnection,
): boolean {
  return !isTenantLevel && accessLevel === 'none'
}

/**
 * The people who run the product may have kept it to themselves.
 * @throws DomainError not_found; not_yours_to_give
 */
export function assertLevel(
  actor: OrganizationActor,
  connection: AvailableConnection,
  least: AccessLevel,
): void {
  if (isHidden(actor, connection)) throw notFound()
  if (!actor.isTenantLevel && !isAtLeast(connection.accessLevel, least))
    throw new DomainError('not_yours_to_give', 'Only the tenant can change this one.')
}
