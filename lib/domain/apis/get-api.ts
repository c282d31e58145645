import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { notFound } from '@/lib/errors'
import { apiColumns, asApi, type Api } from './read-api'

/**
 * One API, by its id or its identifier.
 * @throws DomainError not_found
 */
export function getApi(access: TenantAccess<'read:resource_servers'>, idOrIdentifier: string): Promise<Api> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const found = await tx.api.findMany({
      where: { tenantId, OR: [{ id: idOrIdentifier }, { identifier: idOrIdentifier }] },
      select: apiColumns,
    })
    // An identifier may be written like another API’s id: the id wins.
    const row = found.find(({ id }) => id === idOrIdentifier) ?? found[0]
    if (!row) throw notFound()
    return asApi(row)
  })
}
