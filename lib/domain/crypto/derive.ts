import { createHash, hkdfSync } from 'node:crypto'
import { alphanumericFrom } from '@/lib/ids'

/**
 * 32 bytes derived from a secret (HKDF-SHA256) for one purpose and its parts. The same input gives the same bytes;
 * no list of parts can pass for another, nor a number for its digits.
 */
export function derive(secret: string, purpose: string, ...parts: (string | number)[]): Buffer {
  if (secret === '') throw new Error('derive needs a secret')
  const context = createHash('sha256')
    .update(JSON.stringify(['foyer', purpose, ...parts]))
    .digest()
  return Buffer.from(hkdfSync('sha256', secret, '', context, 32))
}

const FAIR = 4_294_000_000

/** A code of six digits for one purpose and its parts, always the same for the same input, each code as likely. */
export function codeOf(secret: string, purpose: string, ...parts: (string | number)[]): string {
  const bytes = derive(secret, 'code', purpose, ...parts)
  const numbers = Array.from({ length: bytes.length / 4 }, (_, organization) =>
    bytes.readUInt32BE(organization * 4),
  )
  const fair = numbers.find((number) => number < FAIR)
  if (fair === undefined) return codeOf(secret, purpose, ...parts, 'again')
  return String(fair % 1_000_000).padStart(6, '0')
}

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
