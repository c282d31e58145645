import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import {
  asClientGrant,
  grantColumns,
  grantTables,
  type ClientGrant,
  type ClientGrantRow,
} from './read-client-grant'

interface Filter {
  clientId?: string | undefined
  audience?: string | undefined
  ids?: readonly string[] | undefined
}

/** The grants on whose list this organization is, by id. */
export function listGrantsOfOrganization(
  access: OrganizationAccess<'read:organization_client_grants'>,
  window: Window,
  { clientId, audience, ids }: Filter,
): Promise<Windowed<ClientGrant>> {
  const { tenantId, organizationId } = access
  const ofClient = clientId === undefined ? sql`true` : sql`g.client_id = ${clientId}`
  const ofApi = audience === undefined ? sql`true` : sql`a.identifier = ${audience}`
  const chosen = ids === undefined ? sql`true` : sql`g.id = ANY (${[...ids]})`
  return read(access, async (tx) => {
    const page = await readPage<ClientGrantRow>(tx, window, {
      columns: grantColumns,
      from: sql`${grantTables} WHERE g.tenant_id = ${tenantId} AND EXISTS (
          SELECT FROM client_grant_organizations o
          WHERE o.tenant_id = g.tenant_id AND o.grant_id = g.id AND o.organization_id = ${organizationId})
        AND ${ofClient} AND ${ofApi} AND ${chosen}`,
      ...byId(window, sql`g.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asClientGrant) }
  })
}
