import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { reach, windowed, type Window, type Windowed } from '../window'
import { asOrganizationClient, entitlementColumns, type OrganizationClient } from './read-organization-client'

/** The applications that the organization is meant to have, by id. */
export function listOrganizationClients(
  access: OrganizationAccess<'read:organization_clients'>,
  window: Window,
): Promise<Windowed<OrganizationClient>> {
  const { tenantId, organizationId } = access
  const { after, skip, take } = reach(window)
  const where = { tenantId, organizationId }
  return read(access, async (tx) => {
    const found = await tx.organizationClient.findMany({
      where: { ...where, clientId: { gt: after } },
      select: entitlementColumns,
      orderBy: { clientId: 'asc' },
      ...{ skip, take },
    })
    const total = await tx.organizationClient.count({ where })
    return { ...windowed(window, found.map(asOrganizationClient), ({ id }) => id), total }
  })
}
