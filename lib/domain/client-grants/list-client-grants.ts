import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { reach, windowed, type Window, type Windowed } from '../window'
import { asClientGrant, grantColumns, type ClientGrant } from './read-client-grant'

interface Filter {
  clientId?: string | undefined
  audience?: string | undefined
  allowAnyOrganization?: boolean | undefined
  /** Those of machines are all that there are. */
  ofMachines?: boolean
}

/** What machines may do: the oldest grants first, or by id in a window that says `after`. */
export function listClientGrants(
  access: TenantAccess<'read:client_grants'>,
  window: Window,
  { clientId, audience, allowAnyOrganization, ofMachines = true }: Filter,
): Promise<Windowed<ClientGrant>> {
  const { after, skip, take } = reach(window)
  const where = {
    tenantId: access.tenantId,
    ...(ofMachines ? {} : { id: { in: [] } }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(audience === undefined ? {} : { api: { identifier: audience } }),
    ...(allowAnyOrganization === undefined ? {} : { allowAnyOrganization }),
  }
  return read(access, async (tx) => {
    const found = await tx.clientGrant.findMany({
      where: { AND: [where, { id: { gt: after } }] },
      select: grantColumns,
      orderBy: 'skip' in window ? [{ createdAt: 'asc' }, { id: 'asc' }] : [{ id: 'asc' }],
      ...{ skip, take },
    })
    const total = await tx.clientGrant.count({ where })
    return { ...windowed(window, found.map(asClientGrant), ({ id }) => id), total }
  })
}
