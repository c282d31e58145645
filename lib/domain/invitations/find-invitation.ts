import type { PublicAccess } from '@/lib/access'
import { read, unchanged } from '@/lib/db/transaction'
import type { TicketPurpose } from '@/lib/domain/crypto/derive'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { fold } from '@/lib/domain/text/fold'
import { findUserByEmail } from '@/lib/domain/users/read-user'
import { applicationUrl } from '../organizations/application-url'
import { type AllowedConnection, listAllowedConnections, mayEnter, type Viewer } from './allowed-connections'
import { findByTicketHash, type Ticketed, type TicketState, withTicket } from './find-by-ticket'

/** For any holder of the ticket, signed in or not. */
export interface FoundInvitation {
  state: TicketState
  purpose: TicketPurpose
  organization: Ticketed['organization']
  inviterName: string
  maskedEmail: string
  expiresAt: Date
  connections: AllowedConnection[]
  /** Seconds left for the viewer to undo a decline. */
  undoableFor: number
  /** Without a session, only `mayDecline` can be true. */
  viewer: {
    isInvitee: boolean
    /** The invitee, or signed out with the emailed ticket. */
    mayDecline: boolean
    isInviter: boolean
    /** Whether the organization and the invitation accept the current session. */
    mayEnter: boolean
  }
}

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
    const rights = rightsOf(viewer, found, connections)
    return {
      state,
      purpose,
      organization,
      inviterName: invitation.inviterName,
      maskedEmail: maskedAddress(invitation.email),
      expiresAt: invitation.expiresAt,
      connections,
      undoableFor: rights.mayDecline ? invitation.undoableFor : 0,
      viewer: rights,
    }
  })
}

function rightsOf(
  viewer: Viewer | null,
  { invitation, organization, purpose }: Ticketed,
  connections: readonly AllowedConnection[],
): FoundInvitation['viewer'] {
  if (!viewer) {
    return { isInvitee: false, mayDecline: purpose === 'mailed', isInviter: false, mayEnter: false }
  }
  const isInvitee = fold(viewer.user.email) === invitation.emailFolded
  return {
    isInvitee,
    mayDecline: isInvitee,
    isInviter: viewer.user.id === invitation.inviterUserId,
    mayEnter: mayEnter(viewer, organization, connections),
  }
}

/** Recognizable to the owner of the address, useless to others. */
function maskedAddress(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}•••${email.slice(at)}`
}

export interface InvitedApplication {
  name: string
  url: string
}

/** Null if the invitation’s application has no page to open. */
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

interface Invitee {
  hasAccount: boolean
  /** The name that the inviter entered. */
  name: string | null
}

/** Null for a copied link: its holder must not learn anything about the invitee. */
export function findInvitee(tenantId: string, ticket: string): Promise<Invitee | null> {
  return withTicket({ tenantId, ticket }, async (tx, { purpose, invitation }) => {
    if (purpose !== 'mailed') return unchanged(null)
    const known = await findUserByEmail(tx, { tenantId, emailFolded: invitation.emailFolded })
    return unchanged({ hasAccount: known?.isEmailVerified === true, name: invitation.inviteeName })
  })
}
