import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { connectionExists } from './read-connection'

/**
 * The ids of the applications that a connection serves, which are all of the tenant’s.
 * @throws DomainError not_found
 */
export function listConnectionClients(
  access: TenantAccess<'read:connections'>,
  connectionId: string,
  window: Window,
): Promise<Omit<Windowed<string>, 'total'>> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const page = await readPage<{ id: string }>(tx, window, {
      columns: sql`c.id`,
      from: sql`clients c WHERE c.tenant_id = ${tenantId}`,
      requires: [{ exists: connectionExists(tenantId, connectionId) }],
      ...byId(window, sql`c.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(({ id }) => id) }
  })
}
