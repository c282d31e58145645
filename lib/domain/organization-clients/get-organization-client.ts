import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { readOrganizationClient, type OrganizationClient } from './read-organization-client'

/** @throws DomainError not_found */
export function getOrganizationClient(
  access: OrganizationAccess<'read:organization_clients'>,
  clientId: string,
): Promise<OrganizationClient> {
  const { tenantId, organizationId } = access
  return read(access, (tx) => readOrganizationClient(tx, { tenantId, organizationId, clientId }))
}
