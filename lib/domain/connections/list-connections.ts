import type { Permission } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import type { AnyTenantAccess } from '../any-tenant-access'
import { clientExists } from '../clients/read-client'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { asConnection, connectionColumns, type Connection, type ConnectionRow } from './read-connection'

type Reader = Extract<Permission, 'read:connections' | 'read:clients' | 'read:client_summary'>

export interface ConnectionFilter {
  strategies?: readonly string[] | undefined
  name?: string | undefined
  /** An application: every connection serves every one, so it has to be there, and chooses nothing. */
  clientId?: string | undefined
}

/**
 * The tenant’s ways to sign in: the oldest first, or by id in a window that says `after`.
 * @throws DomainError not_found when there is no such application
 */
export function listConnections(
  access: AnyTenantAccess<Reader>,
  window: Window,
  { strategies, name, clientId }: ConnectionFilter = {},
): Promise<Windowed<Connection>> {
  const { tenantId } = access
  const named = name === undefined ? sql`true` : sql`c.name = ${name}`
  const ofStrategies = strategies === undefined ? sql`true` : sql`c.strategy = ANY (${[...strategies]})`
  return read(access, async (tx) => {
    const page = await readPage<ConnectionRow>(tx, window, {
      columns: connectionColumns,
      from: sql`connections c WHERE c.tenant_id = ${tenantId} AND ${named} AND ${ofStrategies}`,
      requires: clientId === undefined ? [] : [{ exists: clientExists(tenantId, clientId) }],
      ...byId(window, sql`c.id`, sql`c.created_at, c.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asConnection) }
  })
}
