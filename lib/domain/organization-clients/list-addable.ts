import type { OrganizationAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { grantAudience, grantTables } from '../client-grants/read-client-grant'

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
