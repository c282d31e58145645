import type { TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { readPage } from '../read-page'
import type { OffsetWindow, Windowed } from '../window'

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
      behind: sql`true`,
      order: sql`e.organization_id`,
      placeOf: ({ id }) => id,
    }),
  )
}
