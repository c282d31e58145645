import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { windowOnto, type Window, type Windowed } from '../window'
import { readOrganizationConnections, type OrganizationConnection } from './organization-connection'

/** The ways to sign in that the organization has: the oldest first, or by id in a window that says `after`. */
export function listOrganizationConnections(
  access: OrganizationAccess<'read:organization_connections'>,
  window: Window,
  { isEnabled }: { isEnabled?: boolean | undefined } = {},
): Promise<Windowed<OrganizationConnection>> {
  return read(access, async (tx) => {
    const all = await readOrganizationConnections(tx, access)
    const rows = all.filter((one) => isEnabled === undefined || one.isEnabled === isEnabled)
    return windowOnto(rows, window, ({ id }) => id)
  })
}
