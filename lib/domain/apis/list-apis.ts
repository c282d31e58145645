import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { reach, windowed, type Window, type Windowed } from '../window'
import { apiColumns, asApi, type Api } from './read-api'

/** The tenant’s APIs: its own first and the others by name, or by id in a window that says `after`. */
export function listApis(
  access: TenantAccess<'read:resource_servers'>,
  window: Window,
): Promise<Windowed<Api>> {
  const { tenantId } = access
  const { after, skip, take } = reach(window)
  return read(access, async (tx) => {
    const found = await tx.api.findMany({
      where: { tenantId, id: { gt: after } },
      select: apiColumns,
      orderBy: 'skip' in window ? [{ isPortal: 'desc' }, { name: 'asc' }, { id: 'asc' }] : [{ id: 'asc' }],
      ...{ skip, take },
    })
    const total = await tx.api.count({ where: { tenantId } })
    return { ...windowed(window, found.map(asApi), ({ id }) => id), total }
  })
}
