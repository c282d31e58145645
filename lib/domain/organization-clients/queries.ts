import type { OrganizationAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { grantAudience, grantTables } from '../client-grants/read-client-grant'
import { byId, readPage } from '../read-page'
import type { OffsetWindow, Window, Windowed } from '../window'

export function listOrganizationClients(
  access: OrganizationAccess<'read:organization_clients'>,
  window: Window,
): Promise<Windowed<OrganizationClient>> {
  const { tenantId, organizationId } = access
  const where = sql`e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId}`
  return read(access, (tx) =>
    readPage<OrganizationClient>(tx, window, {
      columns: entitlementColumns,
      from: sql`${entitlementTables} WHERE ${where}`,
      counted: sql`organization_clients e WHERE ${where}`,
      ...byId(window, sql`e.client_id`),
      placeOf: ({ id }) => id,
    }),
  )
}

/** @throws DomainError not_found */
export function getOrganizationClient(
  access: OrganizationAccess<'read:organization_clients'>,
  clientId: string,
): Promise<OrganizationClient> {
  const { tenantId, organizationId } = access
  return read(access, (tx) => readOrganizationClient(tx, { tenantId, organizationId, clientId }))
}

export interface OrganizationClient {
  id: string
  useForMemberAccess: boolean
  name: string
  appType: string
  logoUri: string | null
  grantTypes: string[]
  organizationUsage: string
}

/** Requires `entitlementTables`. */
const entitlementColumns: Sql = sql`c.id, e.use_for_member_access AS "useForMemberAccess", c.name,
  c.app_type AS "appType", c.logo_uri AS "logoUri", coalesce(c.grant_types, '{}') AS "grantTypes",
  c.organization_usage AS "organizationUsage"`

const entitlementTables: Sql = sql`organization_clients e
  JOIN clients c ON c.tenant_id = e.tenant_id AND c.id = e.client_id`

export function readOrganizationClients(
  tx: Tx,
  { tenantId, organizationId, clientIds }: { tenantId: string; organizationId: string; clientIds: string[] },
): Promise<OrganizationClient[]> {
  return tx.$queryRaw<OrganizationClient[]>(sql`
    SELECT ${entitlementColumns} FROM ${entitlementTables}
    WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.client_id = ANY (${clientIds})`)
}

/** @throws DomainError not_found */
export async function readOrganizationClient(
  tx: Tx,
  { clientId, ...where }: { tenantId: string; organizationId: string; clientId: string },
): Promise<OrganizationClient> {
  const [found] = await readOrganizationClients(tx, { ...where, clientIds: [clientId] })
  if (!found) throw notFound()
  return found
}

export interface OrganizationOfClient {
  id: string
  slug: string
  displayName: string
  useForMemberAccess: boolean
  /** Whether its members may use no applications but those that were added for them. */
  isAppEntitlementActive: boolean
}

/**
 * The organizations to which the application was added, without deleted ones. Each is looked up for itself: of a join,
 * PostgreSQL would read and sort all of them.
 */
export function listOrganizationsOfClient(
  access: TenantAccess<'read:organization_clients'>,
  clientId: string,
  window: OffsetWindow,
): Promise<Windowed<OrganizationOfClient>> {
  return read(access, (tx) =>
    readPage<OrganizationOfClient>(tx, window, {
      columns: sql`o.id, o.slug, o.display_name AS "displayName", e.use_for_member_access AS "useForMemberAccess",
        o.is_app_entitlement_active AS "isAppEntitlementActive"`,
      from: sql`organization_clients e
        CROSS JOIN LATERAL (
          SELECT o.* FROM organizations o
          WHERE o.tenant_id = e.tenant_id AND o.id = e.organization_id AND o.deleted_at IS NULL OFFSET 0) o
        WHERE e.tenant_id = ${access.tenantId} AND e.client_id = ${clientId}`,
      order: sql`e.organization_id`,
      placeOf: ({ id }) => id,
    }),
  )
}

/** Of those that are not in the organization yet, the first. */
export const mostAddable = 100

export interface AddableClient {
  id: string
  name: string
}

export function listAddableClients(
  access: OrganizationAccess<'create:organization_clients' | 'read:clients'>,
): Promise<AddableClient[]> {
  const { tenantId, organizationId } = access
  return read(
    access,
    (tx) => tx.$queryRaw<AddableClient[]>`
      SELECT c.id, c.name FROM clients c
      WHERE c.tenant_id = ${tenantId} AND NOT EXISTS (
        SELECT FROM organization_clients e
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.client_id = c.id)
      ORDER BY c.created_at, c.id LIMIT ${mostAddable}`,
  )
}

export interface AddableGrant {
  id: string
  clientName: string
  audience: string
}

/** Of machines that may act in listed organizations only. */
export function listAddableGrants(
  access: OrganizationAccess<'create:organization_client_grants' | 'read:client_grants'>,
): Promise<AddableGrant[]> {
  const { tenantId, organizationId } = access
  return read(access, (tx) =>
    tx.$queryRaw<AddableGrant[]>(sql`
      SELECT g.id, c.name AS "clientName", ${grantAudience} AS audience
      FROM ${grantTables}
      JOIN clients c ON c.tenant_id = ${tenantId} AND c.id = g.client_id
      WHERE g.tenant_id = ${tenantId} AND g.subject_type = 'client' AND g.organization_usage <> 'deny' AND NOT g.allow_any_organization
        AND NOT EXISTS (
          SELECT FROM client_grant_organizations o
          WHERE o.tenant_id = ${tenantId} AND o.organization_id = ${organizationId} AND o.grant_id = g.id)
      ORDER BY g.created_at, g.id LIMIT ${mostAddable}`),
  )
}
