import type { PublicAccess } from '@/lib/access'
import { read, unchanged } from '@/lib/db/transaction'
import type { TicketPurpose } from '@/lib/domain/crypto/derive'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { fold } from '@/lib/domain/text/fold'
import { findUserByEmail } from '@/lib/domain/users/find-user-by-email'
import { applicationUrl } from '../organizations/application-url'
import {
  type AllowedConnection,
  findByTicketHash,
  listAllowedConnections,
  type Ticketed,
  type TicketState,
  withTicket,
} from './find-by-ticket'

/** What the holder of the ticket may see, signed in or not. */
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

/** The invitation behind a ticket; null for an unknown ticket. Changes nothing. */
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

/** “a•••@example.com”: its owner recognizes it, and nobody else can write to it. */
function maskedAddress(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}•••${email.slice(at)}`
}

export interface InvitedApplication {
  name: string
  url: string
}

/** The application that the invitation behind a ticket is for; null if it is for none that can be opened. */
export function findInvitedApplication(tenantId: string, ticket: string): Promise<InvitedApplication | null> {
  const access: PublicAccess = { kind: 'public', tenantId, subject: sha256Hex(ticket) }
  return read(access, async (tx) => {
    const found = await findByTicketHash(tx, tenantId, access.subject)
    const id = found?.invitation.clientId
    if (id == null || !found) return null
    const client = await tx.client.findUnique({ where: { tenantId_id: { tenantId, id } } })
    const url = client && applicationUrl(client, found.organization.id)
    return client && url ? { name: client.name, url } : null
  })
}

/**
 * Whether the invited address has a verified account; null for the ticket of a copied link, whose
 * holder must not learn anything about the address.
 */
export function findInvitee(tenantId: string, ticket: string): Promise<{ hasAccount: boolean } | null> {
  return withTicket({ tenantId, ticket }, async (tx, { purpose, invitation }) => {
    if (purpose !== 'mailed') return unchanged(null)
    const known = await findUserByEmail(tx, { tenantId, emailFolded: invitation.emailFolded })
    return unchanged({ hasAccount: known?.proven === true })
  })
}
