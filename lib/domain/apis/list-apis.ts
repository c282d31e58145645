import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { reach, windowed, type Window, type Windowed } from '../window'
import { apiColumns, asApi, type Api } from './read-api'

/**
 * The tenant’s APIs: its own first and the others by name, or by id in a window that says `after`.
 * @param wanted `identifiers`: only those
 */
export function listApis(
  access: TenantAccess<'read:resource_servers'>,
  wanted: Window & { identifiers?: readonly string[] | undefined },
): Promise<Windowed<Api>> {
  const { tenantId } = access
  const { after, skip, take } = reach(wanted)
  const named = wanted.identifiers === undefined ? {} : { identifier: { in: [...wanted.identifiers] } }
  return read(access, async (tx) => {
    const where = { tenantId, ...named }
    const found = await tx.api.findMany({
      where: { ...where, id: { gt: after } },
      select: apiColumns,
      orderBy: 'skip' in wanted ? [{ isPortal: 'desc' }, { name: 'asc' }, { id: 'asc' }] : [{ id: 'asc' }],
      ...{ skip, take },
    })
    const total = await tx.api.count({ where })
    return { ...windowed(wanted, found.map(asApi), ({ id }) => id), total }
  })
}
