import type { Tx } from '@/lib/db/prisma'
import { sha256Hex } from '../crypto/digest'
import { allowedConnections } from '../invitations/allowed-connections'
import { findByTicketHash, type Ticketed } from '../invitations/find-by-ticket'
import type { FederatedProfile } from './federated-profile'

/**
 * The invitation with whose mailed ticket somebody comes, if it is for the address that the provider names and allows
 * this connection. The ticket went to that address and nowhere else, so it proves it.
 */
export async function invitationOf(
  tx: Tx,
  tenantId: string,
  { ticket, connectionId, profile }: FederatedProfile,
): Promise<Ticketed | null> {
  if (ticket === null || profile.address === null) return null
  const found = await findByTicketHash(tx, tenantId, sha256Hex(ticket))
  if (found?.state !== 'pending' || found.purpose !== 'mailed') return null
  if (found.invitation.emailFolded !== profile.address.folded) return null
  const allowed = await allowedConnections(tx, found)
  return allowed.some(({ id }) => id === connectionId) ? found : null
}
