import { alphanumericFrom } from '@/lib/ids'
import { derive } from './derive'

/** Mailed: it went to the address and to nobody else, so it proves it. Shown: it does not. */
export type TicketPurpose = 'mailed' | 'shown'

export interface TicketOrigin {
  secret: string
  invitationId: string
  version: number
  purpose: TicketPurpose
}

/** The invitation's ticket: 32 letters and digits (190 bits), always the same for the same origin. */
export function ticketOf(origin: TicketOrigin): string {
  return ticketFrom(origin, 0)
}

/** Unfair bytes are skipped; should a round leave too few, the next one is taken whole. */
function ticketFrom(origin: TicketOrigin, round: number): string {
  const { secret, invitationId, version, purpose } = origin
  const blocks = [0, 1].map((block) => derive(secret, 'ticket', invitationId, version, purpose, round, block))
  return alphanumericFrom(Buffer.concat(blocks), 32) ?? ticketFrom(origin, round + 1)
}
