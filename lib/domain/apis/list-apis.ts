import type { TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { type Api, apiColumns, type ApiRow, asApi, readApi } from './read-api'

/** @param input `identifiers`: only those */
export function listApis(
  access: TenantAccess<'read:resource_servers'>,
  input: Window & { identifiers?: readonly string[] | undefined },
): Promise<Windowed<Api>> {
  const { tenantId } = access
  const named =
    input.identifiers === undefined ? sql`true` : sql`a.identifier = ANY (${[...input.identifiers]})`
  return read(access, async (tx) => {
    const page = await readPage<ApiRow>(tx, input, {
      columns: apiColumns,
      from: sql`apis a WHERE a.tenant_id = ${tenantId} AND ${named}`,
      ...byId(input, sql`a.id`, sql`a.is_portal DESC, a.name, a.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asApi) }
  })
}

/** @throws DomainError not_found */
export function getApi(access: TenantAccess<'read:resource_servers'>, idOrIdentifier: string): Promise<Api> {
  return read(access, (tx) => readApi(tx, access.tenantId, idOrIdentifier))
}
