import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { apiColumns, asApi, type Api, type ApiRow } from './read-api'

/**
 * The tenant’s APIs: its own first and the others by name, or by id in a window that says `after`.
 * @param wanted `identifiers`: only those
 */
export function listApis(
  access: TenantAccess<'read:resource_servers'>,
  wanted: Window & { identifiers?: readonly string[] | undefined },
): Promise<Windowed<Api>> {
  const { tenantId } = access
  const named =
    wanted.identifiers === undefined ? sql`true` : sql`a.identifier = ANY (${[...wanted.identifiers]})`
  return read(access, async (tx) => {
    const page = await readPage<ApiRow>(tx, wanted, {
      columns: apiColumns,
      from: sql`apis a WHERE a.tenant_id = ${tenantId} AND ${named}`,
      ...byId(wanted, sql`a.id`, sql`a.is_portal DESC, a.name, a.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asApi) }
  })
}
