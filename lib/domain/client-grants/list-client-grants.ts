import type { TenantAccess } from '@/lib/access'
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
  allowAnyOrganization?: boolean | undefined
  /** Those of machines are all that there are. */
  ofMachines?: boolean
}

/** What machines may do: the oldest grants first, or by id in a window that says `after`. */
export function listClientGrants(
  access: TenantAccess<'read:client_grants'>,
  window: Window,
  { clientId, audience, allowAnyOrganization, ofMachines = true }: Filter,
): Promise<Windowed<ClientGrant>> {
  const { tenantId } = access
  const ofClient = clientId === undefined ? sql`true` : sql`g.client_id = ${clientId}`
  const ofApi = audience === undefined ? sql`true` : sql`a.identifier = ${audience}`
  const anywhere =
    allowAnyOrganization === undefined
      ? sql`true`
      : sql`g.allow_any_organization = ${allowAnyOrganization}::boolean`
  return read(access, async (tx) => {
    const page = await readPage<ClientGrantRow>(tx, window, {
      columns: grantColumns,
      from: sql`${grantTables} WHERE g.tenant_id = ${tenantId} AND ${ofMachines}::boolean
        AND ${ofClient} AND ${ofApi} AND ${anywhere}`,
      ...byId(window, sql`g.id`, sql`g.created_at, g.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asClientGrant) }
  })
}
