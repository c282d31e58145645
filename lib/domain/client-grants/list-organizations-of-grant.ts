import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { organizationColumns, type ListedOrganization } from '../organizations/list-organizations'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { grantExists } from './read-client-grant'

/**
 * The organizations on a grant’s list, by id.
 * @throws DomainError not_found
 */
export function listOrganizationsOfGrant(
  access: TenantAccess<'read:organization_client_grants'>,
  id: string,
  window: Window,
): Promise<Windowed<ListedOrganization>> {
  const { tenantId } = access
  return read(access, (tx) =>
    readPage<ListedOrganization>(tx, window, {
      columns: organizationColumns,
      from: sql`client_grant_organizations g
        JOIN organizations o ON o.tenant_id = g.tenant_id AND o.id = g.organization_id AND o.deleted_at IS NULL
        WHERE g.tenant_id = ${tenantId} AND g.grant_id = ${id}`,
      requires: [{ exists: grantExists(tenantId, id) }],
      ...byId(window, sql`o.id`),
      placeOf: (organization) => organization.id,
    }),
  )
}
