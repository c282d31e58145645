import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { reach, windowed, type Window, type Windowed } from '../window'
import { asClientGrant, grantColumns, type ClientGrant } from './read-client-grant'

interface Filter {
  clientId?: string | undefined
  audience?: string | undefined
  ids?: readonly string[] | undefined
}

/** The grants on whose list this organization is, by id. */
export function listGrantsOfOrganization(
  access: OrganizationAccess<'read:organization_client_grants'>,
  window: Window,
  { clientId, audience, ids }: Filter,
): Promise<Windowed<ClientGrant>> {
  const { tenantId, organizationId } = access
  const { after, skip, take } = reach(window)
  const where = {
    ...{ tenantId, organizations: { some: { organizationId } } },
    ...(clientId === undefined ? {} : { clientId }),
    ...(audience === undefined ? {} : { api: { identifier: audience } }),
    ...(ids === undefined ? {} : { id: { in: [...ids] } }),
  }
  return read(access, async (tx) => {
    const found = await tx.clientGrant.findMany({
      where: { AND: [where, { id: { gt: after } }] },
      select: grantColumns,
      orderBy: { id: 'asc' },
      ...{ skip, take },
    })
    const total = await tx.clientGrant.count({ where })
    return { ...windowed(window, found.map(asClientGrant), ({ id }) => id), total }
  })
}
