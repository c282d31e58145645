import type { Permission } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import type { AnyTenantAccess } from '../any-tenant-access'
import { byText, byTime, placeOf, type Order } from '../order'
import { bySort, readPage } from '../read-page'
import type { Window, Windowed } from '../window'

export interface ListedOrganization {
  id: string
  slug: string
  displayName: string
  logoId: string | null
  primaryColor: string | null
  backgroundColor: string | null
  /** A picture elsewhere. */
  logoUrl: string | null
  metadata: Record<string, string>
  thirdPartyClientAccess: 'block' | 'allow'
  isAppEntitlementActive: boolean
}

/** A minus sign turns the order round. */
export type OrganizationSort = 'name' | '-name' | 'display_name' | '-display_name' | 'created' | '-created'

type Reader = Extract<Permission, 'read:organizations' | 'read:organizations_summary'>

/** Every organization of the tenant that was not deleted. `after` is what the page before it called `next`. */
export function listOrganizations(
  access: AnyTenantAccess<Reader>,
  wanted: Window & { sort: OrganizationSort },
): Promise<Windowed<ListedOrganization>> {
  const { tenantId } = access
  const order = orders[wanted.sort]
  return read(access, async (tx) =>
    readPage<ListedOrganization & { key: string }>(tx, wanted, {
      columns: sql`${organizationColumns}, ${order.written} AS key`,
      from: sql`organizations o WHERE o.tenant_id = ${tenantId} AND o.deleted_at IS NULL`,
      ...bySort(wanted, order),
      placeOf,
    }),
  )
}

/** Columns of `organizations o`. */
export const organizationColumns = sql`o.id, o.slug, o.display_name AS "displayName", o.logo_id AS "logoId",
  o.primary_color AS "primaryColor", o.background_color AS "backgroundColor", o.logo_url AS "logoUrl",
  o.metadata, o.third_party_client_access AS "thirdPartyClientAccess",
  o.is_app_entitlement_active AS "isAppEntitlementActive"`

const id = sql`o.id`

const orders: Record<OrganizationSort, Order> = {
  name: byText({ key: sql`o.slug`, id }),
  '-name': byText({ key: sql`o.slug`, id, isDown: true }),
  display_name: byText({ key: sql`o.display_name`, id }),
  '-display_name': byText({ key: sql`o.display_name`, id, isDown: true }),
  created: byTime({ key: sql`o.created_at`, id }),
  '-created': byTime({ key: sql`o.created_at`, id, isDown: true }),
}
