import type { OrganizationActor } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'
import { DomainError, notFound } from '@/lib/errors'

/** For an organization’s own people: `limited` changes settings, `full` also enables and disables. */
export const accessLevels = ['none', 'readonly', 'limited', 'full'] as const
export type AccessLevel = (typeof accessLevels)[number]

interface WithLevel {
  accessLevel: AccessLevel
}

export function isAtLeast(level: AccessLevel, least: AccessLevel): boolean {
  return accessLevels.indexOf(level) >= accessLevels.indexOf(least)
}

/** Hidden from the organization’s own people, not from the operator. */
export function isHidden({ isTenantLevel }: OrganizationActor, { accessLevel }: WithLevel): boolean {
  return !isTenantLevel && accessLevel === 'none'
}

/** The operator limits what an organization may do. @throws DomainError not_found, not_yours_to_give */
export function assertLevel(actor: OrganizationActor, connection: WithLevel, least: AccessLevel): void {
  if (isHidden(actor, connection)) throw notFound()
  if (!actor.isTenantLevel && !isAtLeast(connection.accessLevel, least))
    throw new DomainError('not_yours_to_give', 'Only the tenant can change this one.')
}

/**
 * What the operator lets the organization do with a connection. Where the organization never enabled it, all; nothing, if it is
 * its own and was detached.
 */
export function levelHere(
  { tenantId, organizationId }: Pick<OrganizationActor, 'tenantId' | 'organizationId'>,
  connectionId: Sql,
): Sql {
  return sql`coalesce((
    SELECT e.organization_access_level FROM enabled_connections e
    WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId}
      AND e.connection_id = ${connectionId}), (
    SELECT 'none' FROM connections detached
    WHERE detached.tenant_id = ${tenantId} AND detached.id = ${connectionId} AND detached.detached_at IS NOT NULL), 'full')`
}

/** As isHidden(), in a statement. */
export function isVisible(access: OrganizationActor, connectionId: Sql): Sql {
  return sql`(${access.isTenantLevel === true}::boolean OR ${levelHere(access, connectionId)} <> 'none')`
}
