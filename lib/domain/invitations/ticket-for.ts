import { sha256Hex } from '@/lib/domain/crypto/digest'
import { ticketOf, type TicketPurpose } from '@/lib/domain/crypto/derive'
import { env } from '@/lib/env'

interface Ticketed {
  id: string
  version: number
  /** As stored when this version was made. */
  tickets: readonly { version: number; purpose: string; ticketHash: string }[]
}

/**
 * The ticket in the link of the invitation’s current version. It is derived again, with the secret that its stored hash
 * was made with: the current one or the previous one.
 */
export function ticketFor(invitation: Ticketed, purpose: TicketPurpose): string {
  const ticket = findTicket(invitation, purpose)
  if (ticket === null) throw new Error(`No secret at hand makes the ticket of invitation ${invitation.id}.`)
  return ticket
}

/** The same, or null where the secret has changed twice since. */
export function findTicket(invitation: Ticketed, purpose: TicketPurpose): string | null {
  const { id, version, tickets } = invitation
  const kept = tickets.find((ticket) => ticket.version === version && ticket.purpose === purpose)
  const { secret, previousSecret } = env()
  for (const candidate of [secret, previousSecret]) {
    if (candidate === undefined) continue
    const ticket = ticketOf({ secret: candidate, invitationId: id, version, purpose })
    if (sha256Hex(ticket) === kept?.ticketHash) return ticket
  }
  return null
}
