import { sha256Hex } from '@/lib/domain/crypto/digest'
import { ticketOf, type TicketPurpose } from '@/lib/domain/crypto/derive'
import { env } from '@/lib/env'

export interface NewTicket {
  purpose: TicketPurpose
  ticket: string
  /** Only this is stored, for good. */
  ticketHash: string
}

/** Both tickets of an invitation’s version; they work once their hashes are stored. */
export function newTickets(invitation: { id: string; version: number }): NewTicket[] {
  return [newTicket(invitation, 'mailed'), newTicket(invitation, 'shown')]
}

function newTicket({ id, version }: { id: string; version: number }, purpose: TicketPurpose): NewTicket {
  const ticket = ticketOf({ secret: env().secret, invitationId: id, version, purpose })
  return { purpose, ticket, ticketHash: sha256Hex(ticket) }
}
