import { read } from '@/lib/db/transaction'
import type { PublicAccess } from '@/lib/access'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import type { TicketPurpose } from '@/lib/domain/crypto/derive'
import { fold } from '@/lib/domain/text/fold'
import { listAllowedConnections, type AllowedConnection } from './allowed-connections'
import { findByTicketHash, type Ticketed, type TicketState } from './find-by-ticket'
import { maskedAddress } from './masked-address'

/** What whoever holds the ticket may see, signed in or not. */
export interface FoundInvitation {
  state: TicketState
  purpose: TicketPurpose
  organization: Ticketed['organization']
  inviterName: string
  maskedEmail: string
  expiresAt: Date
  connections: AllowedConnection[]
  /** About the signed-in user; all false if nobody is signed in. */
  viewer: {
    isInvitee: boolean
    isInviter: boolean
    /** Whether the session counts in the organization, so that the user can accept with it. */
    mayEnter: boolean
  }
}

/** The signed-in user, from their session. */
export interface Viewer {
  user: { id: string; email: string }
  connectionId: string
  authTime: Date
}

/** The invitation behind a ticket; null when nobody made that ticket. Changes nothing. */
export async function findInvitation(
  tenantId: string,
  ticket: string,
  viewer: Viewer | null,
): Promise<FoundInvitation | null> {
  const access: PublicAccess = { kind: 'public', tenantId, subject: sha256Hex(ticket) }
  return read(access, async (tx) => {
    const found = await findByTicketHash(tx, tenantId, access.subject)
    if (!found) return null
    const { state, purpose, organization, invitation } = found
    const connections = await listAllowedConnections(tx, found)
    return {
      state,
      purpose,
      organization,
      inviterName: invitation.inviterName,
      maskedEmail: maskedAddress(invitation.email),
      expiresAt: invitation.expiresAt,
      connections,
      viewer: seenBy(viewer, found, connections),
    }
  })
}

function seenBy(
  viewer: Viewer | null,
  { invitation, organization }: Ticketed,
  connections: readonly AllowedConnection[],
): FoundInvitation['viewer'] {
  if (!viewer) return { isInvitee: false, isInviter: false, mayEnter: false }
  const { sessionsFrom } = organization
  return {
    isInvitee: fold(viewer.user.email) === invitation.emailFolded,
    isInviter: viewer.user.id === invitation.inviterUserId,
    mayEnter:
      connections.some(({ id }) => id === viewer.connectionId) &&
      (sessionsFrom === null || viewer.authTime >= sessionsFrom),
  }
}
