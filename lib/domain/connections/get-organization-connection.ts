import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { assertLevel } from './available-connections'
import { asOrganizationConnection, findHad } from './organization-connection'
import type { OrganizationConnection, WhichConnection } from './organization-connection'

/** @throws DomainError not_found */
export function getOrganizationConnection(
  access: OrganizationAccess<'read:organization_connections'>,
  which: WhichConnection,
): Promise<OrganizationConnection> {
  return read(access, async (tx) => {
    const { connection } = await findHad(tx, access, which)
    assertLevel(access, connection, 'readonly')
    const found = asOrganizationConnection(connection)
    if (!found) throw notFound()
    return found
  })
}
