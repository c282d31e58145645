import type { OrganizationAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import {
  entitlementColumns,
  entitlementTables,
  type OrganizationClient,
  readOrganizationClient,
} from './read-organization-client'

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
