import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { bypassRowSecurity, change, type ChangeResult } from '@/lib/db/transaction'
import type { TicketPurpose } from '@/lib/domain/crypto/derive'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { DomainError, notFound } from '@/lib/errors'
import { brandColumns, brandDetailsOf, type JoinableOrganization } from '../branding/brand-details'

/** `superseded`: a newer email was sent; `unavailable`: the organization is suspended or deleted. */
export type TicketState =
  | 'pending'
  | 'accepted'
  | 'declined'
  | 'revoked'
  | 'expired'
  | 'superseded'
  | 'unavailable'

/** How long a decline can be undone. */
export const undoSeconds = 60

export interface Ticketed {
  tenantId: string
  ticketHash: string
  purpose: TicketPurpose
  /** The ticket’s; the invitation may have a newer one. */
  version: number
  state: TicketState
  invitation: {
    id: string
    email: string
    emailFolded: string
    inviteeName: string | null
    inviterUserId: string | null
    inviterName: string
    clientId: string | null
    connectionId: string | null
    acceptedBy: string | null
    expiresAt: Date
    /** Seconds left to undo a decline; 0 if it cannot be undone. */
    undoableFor: number
  }
  organization: JoinableOrganization
}

export async function findByTicketHash(
  tx: Tx,
  tenantId: string,
  ticketHash: string,
): Promise<Ticketed | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT t.ticket_hash AS "ticketHash", t.version, t.purpose, i.state, i.version AS latest, i.expires_at <= now() AS overdue,
      o.deleted_at IS NOT NULL OR o.suspended_at IS NOT NULL AS closed,
      i.id AS "invitationId", i.email, i.email_folded AS "emailFolded", i.invitee_name AS "inviteeName", i.inviter_user_id AS "inviterUserId",
      i.inviter_name AS "inviterName", i.client_id AS "clientId", i.connection_id AS "connectionId", i.accepted_by AS "acceptedBy",
      i.expires_at AS "expiresAt", o.id AS "organizationId", ${brandColumns}, o.sessions_from AS "sessionsFrom",
      CASE WHEN i.state = 'declined' AND i.version = t.version AND i.expires_at > now() THEN
        greatest(0, ${undoSeconds}::int - ceil(extract(epoch FROM now() - i.closed_at)))::int ELSE 0 END AS "undoableFor"
    FROM invitation_tickets t
    JOIN invitations i ON i.tenant_id = ${tenantId} AND i.organization_id = t.organization_id AND i.id = t.invitation_id
    JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = t.organization_id
    WHERE t.tenant_id = ${tenantId} AND t.ticket_hash = ${ticketHash}`
  return row ? shaped(tenantId, row) : null
}

type Row = Omit<Ticketed['invitation'], 'id'> &
  Omit<Ticketed['organization'], 'id'> & {
    ticketHash: string
    version: number
    purpose: TicketPurpose
    state: Exclude<TicketState, 'superseded' | 'unavailable'>
    latest: number
    overdue: boolean
    closed: boolean
    invitationId: string
    organizationId: string
  }

function shaped(tenantId: string, row: Row): Ticketed {
  const { ticketHash, purpose, version, invitationId, organizationId } = row
  const { email, emailFolded, inviteeName, inviterUserId, inviterName, clientId, connectionId } = row
  const { acceptedBy, expiresAt, undoableFor } = row
  const { slug, displayName, logoId, primaryColor, backgroundColor, sessionsFrom } = row
  const brandDetails = brandDetailsOf(row.brandDetails)
  const invitation = { email, emailFolded, inviteeName, inviterUserId, inviterName, clientId, connectionId }
  const brand = { logoId, primaryColor, backgroundColor, brandDetails }
  return {
    tenantId,
    ticketHash,
    purpose,
    version,
    state: seenState(row),
    invitation: { id: invitationId, ...invitation, acceptedBy, expiresAt, undoableFor },
    organization: { id: organizationId, slug, displayName, ...brand, sessionsFrom },
  }
}

function seenState({ state, closed, overdue, version, latest }: Row): TicketState {
  if (closed) return 'unavailable'
  if (state !== 'pending') return state
  if (overdue) return 'expired'
  return version < latest ? 'superseded' : 'pending'
}

const why = 'the holder of a ticket is no member of the organization yet'

/** The ticket authorizes, since its holder is not a member yet. @throws DomainError not_found, sign_in_again */
export async function withTicket<T>(
  { tenantId, ticket, person }: { tenantId: string; ticket: string; person?: SelfAccess },
  work: (tx: Tx, found: Ticketed) => Promise<ChangeResult<T>>,
): Promise<T> {
  const working = async (tx: Tx) => {
    const found = await findByTicketHash(tx, tenantId, sha256Hex(ticket))
    if (!found) throw notFound()
    return work(tx, found)
  }
  return person
    ? change(person, working, { bypassRowSecurity: why })
    : change(bypassRowSecurity(why, tenantId), working)
}

export function closedInvitation(found: Pick<Ticketed, 'state' | 'invitation'>): DomainError {
  return new DomainError('gone', sentences[found.state](found.invitation.inviterName))
}

const sentences: Record<TicketState, (inviter: string) => string> = {
  pending: () => 'This invitation was changed a moment ago. Open its link again.',
  accepted: () => 'This invitation has already been accepted.',
  declined: (inviter) => `This invitation was declined. Ask ${inviter} for a new one.`,
  revoked: (inviter) => `This invitation was revoked. Ask ${inviter} for a new one.`,
  expired: (inviter) => `This invitation has expired. Ask ${inviter} for a new one.`,
  superseded: () => 'A newer invitation was sent. Open the link in the latest email.',
  unavailable: () => 'This organization is not available right now.',
}

export interface AllowedConnection {
  id: string
  strategy: string
  displayName: string
}

/** An invitation or a join link. */
export interface JoinableBy {
  tenantId: string
  organization: { id: string }
  /** An invitation can require one of the organization’s connections. */
  invitation?: { connectionId: string | null; emailFolded: string }
}

/** What the organization requires of the address replaces what the invitation does. */
export function listAllowedConnections(
  tx: Tx,
  found: JoinableBy,
  emailFolded = found.invitation?.emailFolded ?? null,
): Promise<AllowedConnection[]> {
  const { tenantId, organization } = found
  const invited = found.invitation?.connectionId ?? null
  return tx.$queryRaw<AllowedConnection[]>`
    SELECT c.id, c.strategy, c.display_name AS "displayName"
    FROM (SELECT foyer.connection_required_to_join(${organization.id}, ${emailFolded}) AS id) required
    CROSS JOIN enabled_connections e
    JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = e.connection_id
    WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organization.id} AND e.is_enabled
      AND c.id = coalesce(required.id, ${invited}, c.id)
    ORDER BY c.created_at, c.name`
}
