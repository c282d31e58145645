import type { Permission } from '@/lib/access'
import { read } from '@/lib/db/doors'
import type { AnyTenantAccess } from '../any-tenant-access'
import { readClient } from '../clients/read-client'
import { reach, windowed, type Window, type Windowed } from '../window'
import { asConnection, connectionColumns, type Connection } from './read-connection'

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
  const { after, skip, take } = reach(window)
  const where = {
    tenantId,
    ...(strategies === undefined ? {} : { strategy: { in: [...strategies] } }),
    ...(name === undefined ? {} : { name }),
  }
  return read(access, async (tx) => {
    if (clientId !== undefined) await readClient(tx, tenantId, clientId)
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
