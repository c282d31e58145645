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
    SELECT t.ticket_hash AS "ticketHash", t.version, t.purpose, CASE
        WHEN o.deleted_at IS NOT NULL OR o.suspended_at IS NOT NULL THEN 'unavailable'
        WHEN i.state <> 'pending' THEN i.state
        WHEN i.expires_at <= now() THEN 'expired'
        WHEN t.version < i.version THEN 'superseded'
        ELSE 'pending' END AS state,
      i.id AS "invitationId", i.email, i.email_folded AS "emailFolded", i.invitee_name AS "inviteeName", i.inviter_user_id AS "inviterUserId",
      i.inviter_name AS "inviterName", i.client_id AS "clientId", i.connection_id AS "connectionId", i.accepted_by AS "acceptedBy",
      i.expires_at AS "expiresAt", o.id AS "organizationId", ${brandColumns}, o.sessions_from AS "sessionsFrom",
      CASE WHEN i.state = 'declined' AND i.version = t.version AND i.expires_at > now() THEN
        greatest(0, ${undoSeconds}::int - ceil(extract(epoch FROM now() - i.closed_at)))::int ELSE 0 END AS "undoableFor"
    FROM invitation_tickets t
    JOIN invitations i ON i.tenant_id = ${tenantId} AND i.organization_id = t.organization_id AND i.id = t.invitation_id
    JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = t.organization_id
    WHERE t.tenant_id = ${tenantId} AND t.ticket_hash = ${ticketHash}`
  return row ? asTicketed(tenantId, row) : null
}

type Row = Omit<Ticketed, 'tenantId' | 'invitation' | 'organization'> &
  Omit<Ticketed['invitation'], 'id'> &
  Omit<Ticketed['organization'], 'id'> & { invitationId: string; organizationId: string }

function asTicketed(tenantId: string, row: Row): Ticketed {
  const { ticketHash, version, purpose, state, invitationId, organizationId, ...rest } = row
  const { slug, displayName, logoId, primaryColor, backgroundColor, sessionsFrom, ...others } = rest
  const { brandDetails, ...invitation } = others
  const brand = { logoId, primaryColor, backgroundColor, brandDetails: brandDetailsOf(brandDetails) }
  return {
    tenantId,
    ticketHash,
    purpose,
    version,
    state,
    invitation: { id: invitationId, ...invitation },
    organization: { id: organizationId, slug, displayName, ...brand, sessionsFrom },
  }
}

const why = 'the holder of a ticket is no member of the organization yet'

/** The ticket authorizes, since its holder is not a member yet. @throws DomainError not_found, sign_in_again */
export async function withTicket<T>(
  { tenantId, ticket, person }: { tenantId: string; ticket: string; person?: SelfAccess | null },
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

/** @throws DomainError gone */
export function assertPending(found: Ticketed): void {
  if (found.state !== 'pending') throw closedInvitation(found)
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
