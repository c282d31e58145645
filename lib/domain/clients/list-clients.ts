import { read } from '@/lib/db/doors'
import type { AnyTenantAccess } from '../any-tenant-access'
import { reach, windowed, type Window, type Windowed } from '../window'
import type { ClientReader } from './get-client'
import { asClient, clientColumns, type Client } from './read-client'

export interface ClientFilter {
  appTypes?: readonly string[] | undefined
  /** Those with a grant on whose list this organization is. */
  grantedTo?: string | undefined
  /** Those with a grant for any organization, or without one. */
  grantedToAny?: boolean | undefined
}

/** The tenant’s applications: the oldest first, or by id in a window that says `after`. */
export function listClients(
  access: AnyTenantAccess<ClientReader>,
  window: Window,
  filter: ClientFilter = {},
): Promise<Windowed<Client>> {
  const { tenantId } = access
  const { after, skip, take } = reach(window)
  const where = { tenantId, ...conditions(filter) }
  return read(access, async (tx) => {
    const found = await tx.client.findMany({
      where: { ...where, id: { gt: after } },
      select: clientColumns,
      orderBy: 'skip' in window ? [{ createdAt: 'asc' }, { id: 'asc' }] : [{ id: 'asc' }],
      ...{ skip, take },
    })
    const total = 'skip' in window ? await tx.client.count({ where }) : 0
    return { ...windowed(window, found.map(asClient), ({ id }) => id), total }
  })
}

function conditions({ appTypes, grantedTo, grantedToAny }: ClientFilter) {
  const some = {
    ...(grantedTo === undefined ? {} : { organizations: { some: { organizationId: grantedTo } } }),
    ...(grantedToAny === undefined ? {} : { allowAnyOrganization: grantedToAny }),
  }
  return {
    ...(appTypes === undefined ? {} : { appType: { in: [...appTypes] } }),
    ...(Object.keys(some).length === 0 ? {} : { grants: { some } }),
  }
}
