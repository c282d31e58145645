import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { reach, windowed, type Window, type Windowed } from '../window'
import { readConnection } from './read-connection'

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
  const { after, skip, take } = reach(window)
  return read(access, async (tx) => {
    await readConnection(tx, tenantId, connectionId)
    const found = await tx.client.findMany({
      where: { tenantId, id: { gt: after } },
      select: { id: true },
      orderBy: { id: 'asc' },
      ...{ skip, take },
    })
    return windowed(
      window,
      found.map(({ id }) => id),
      (id) => id,
    )
  })
}
