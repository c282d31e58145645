import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { canAutoJoin } from '../members/can-auto-join'
import { assertLevel, type EnabledSettings, type AvailableConnection } from './available-connections'
import { findHad } from './organization-connection'

export interface EnabledConnection extends AvailableConnection {
  enabled: EnabledSettings
  /** Members who signed in by it and are still signed in. */
  signedIn: number
  /** Members who could sign in by no other connection that is enabled here. */
  stranded: number
  /** Whether the actor may let everybody who signs in by it become a member. */
  canAutoJoin: boolean
}

/**
 * A way to sign in that is on here, and who relies on it.
 * @throws DomainError not_found
 */
export function getEnabledConnection(
  access: OrganizationAccess<'read:organization_connections'>,
  id: string,
): Promise<EnabledConnection> {
  return read(access, async (tx) => {
    const { connection } = await findHad(tx, access, { id })
    assertLevel(access, connection, 'readonly')
    const { enabled } = connection
    if (!enabled) throw notFound()
    const [relying] = await tx.$queryRaw<{ signedIn: number; stranded: number }[]>`
      SELECT signed_in AS "signedIn", without_alternative AS stranded FROM foyer.connection_usage(${id})`
    const counted = relying ?? { signedIn: 0, stranded: 0 }
    return { ...connection, enabled, ...counted, canAutoJoin: await canAutoJoin(tx, access) }
  })
}
