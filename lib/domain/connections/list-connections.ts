import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { reach, windowed, type Window, type Windowed } from '../window'
import { asConnection, connectionColumns, type Connection } from './read-connection'

/** The tenant’s ways to sign in: the oldest first, or by id in a window that says `after`; of these strategies only. */
export function listConnections(
  access: TenantAccess<'read:connections'>,
  window: Window,
  strategies?: readonly string[],
): Promise<Windowed<Connection>> {
  const { tenantId } = access
  const { after, skip, take } = reach(window)
  const where = { tenantId, ...(strategies === undefined ? {} : { strategy: { in: [...strategies] } }) }
  return read(access, async (tx) => {
    const found = await tx.connection.findMany({
      where: { ...where, id: { gt: after } },
      select: connectionColumns,
      orderBy: 'skip' in window ? [{ createdAt: 'asc' }, { id: 'asc' }] : [{ id: 'asc' }],
      ...{ skip, take },
    })
    const total = await tx.connection.count({ where })
    return { ...windowed(window, found.map(asConnection), ({ id }) => id), total }
  })
}
