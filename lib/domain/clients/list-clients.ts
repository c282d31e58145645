import { read } from '@/lib/db/transaction'
import { sql, type Sql } from '@/lib/db/sql'
import type { AnyTenantAccess } from '../any-tenant-access'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import type { ClientReader } from './get-client'
import { asClient, clientColumns, type Client, type ClientRow } from './read-client'

export interface ClientFilter {
  appTypes?: readonly string[] | undefined
  /** Those with a grant on whose list this organization is. */
  grantedTo?: string | undefined
  /** Those with a grant for any organization, or without one. */
  grantedToAny?: boolean | undefined
}

/** The tenant’s applications: the oldest first, or by id in a window that says `after`. */
export function listClients(
  access: AnyTenantAccess<ClientReader>,
  window: Window,
  filter: ClientFilter = {},
): Promise<Windowed<Client>> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const page = await readPage<ClientRow>(tx, window, {
      columns: clientColumns,
      from: sql`clients c WHERE c.tenant_id = ${tenantId} AND ${chosen(filter)}`,
      ...byId(window, sql`c.id`, sql`c.created_at, c.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asClient) }
  })
}

function chosen({ appTypes, grantedTo, grantedToAny }: ClientFilter): Sql {
  const ofTypes = appTypes === undefined ? sql`true` : sql`c.app_type = ANY (${[...appTypes]})`
  if (grantedTo === undefined && grantedToAny === undefined) return ofTypes
  const listed =
    grantedTo === undefined
      ? sql`true`
      : sql`EXISTS (
          SELECT FROM client_grant_organizations o
          WHERE o.tenant_id = g.tenant_id AND o.grant_id = g.id AND o.organization_id = ${grantedTo})`
  const anywhere = grantedToAny === undefined ? sql`true` : sql`g.allow_any_organization = ${grantedToAny}`
  return sql`${ofTypes} AND EXISTS (
    SELECT FROM client_grants g
    WHERE g.tenant_id = c.tenant_id AND g.client_id = c.id AND ${listed} AND ${anywhere})`
}
