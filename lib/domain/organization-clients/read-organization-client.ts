import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'

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
export const entitlementColumns: Sql = sql`c.id, e.use_for_member_access AS "useForMemberAccess", c.name,
  c.app_type AS "appType", c.logo_uri AS "logoUri", coalesce(c.grant_types, '{}') AS "grantTypes",
  c.organization_usage AS "organizationUsage"`

export const entitlementTables: Sql = sql`organization_clients e
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
