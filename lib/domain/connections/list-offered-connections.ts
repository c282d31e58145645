import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { isHidden, availableConnections, type AvailableConnection } from './available-connections'

/** The tenant’s ways to sign in that concern this organization: those that are on, then those it may switch on. */
export function listOfferedConnections(
  access: OrganizationAccess<'read:organization_connections'>,
): Promise<AvailableConnection[]> {
  return read(access, async (tx) =>
    (await availableConnections(tx, access)).filter((one) => !isHidden(access, one)),
  )
}
