import { createHash, hkdfSync } from 'node:crypto'
import { alphanumericFrom } from '@/lib/ids'

/** HKDF-SHA256, 32 bytes. The JSON context keeps any two lists of parts apart, also 1 and "1". */
export function derive(secret: string, purpose: string, ...parts: (string | number)[]): Buffer {
  if (secret === '') throw new Error('derive needs a secret')
  const context = createHash('sha256')
    .update(JSON.stringify(['foyer', purpose, ...parts]))
    .digest()
  return Buffer.from(hkdfSync('sha256', secret, '', context, 32))
}

/** Names a secret, and tells nothing about it. */
export function secretId(secret: string): string {
  return derive(secret, 'secret id').toString('base64url', 0, 12)
}

const FAIR = 4_294_000_000

/** Rejects the uneven end of the range, so that all codes are equally likely. */
export function codeOf(secret: string, purpose: string, ...parts: (string | number)[]): string {
  const bytes = derive(secret, 'code', purpose, ...parts)
  const numbers = Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32BE(index * 4))
  const fair = numbers.find((number) => number < FAIR)
  if (fair === undefined) return codeOf(secret, purpose, ...parts, 'again')
  return String(fair % 1_000_000).padStart(6, '0')
}

/** A mailed ticket verifies the address that it was sent to; a shown one does not. */
export type TicketPurpose = 'mailed' | 'shown'

export interface TicketOrigin {
  secret: string
  invitationId: string
  version: number
  purpose: TicketPurpose
}

/** 32 letters and digits (190 bits), always the same for the same origin. */
export function ticketOf({ secret, invitationId, version, purpose }: TicketOrigin): string {
  return lettersFrom((round, block) => derive(secret, 'ticket', invitationId, version, purpose, round, block))
}

/** As long as a ticket, and always the same for the same link. */
export function joinTokenOf({ secret, joinLinkId }: { secret: string; joinLinkId: string }): string {
  return lettersFrom((round, block) => derive(secret, 'join link', joinLinkId, round, block))
}

/** What follows the ticket’s id in the link: 32 letters and digits, always the same for the same ticket. */
export function ssoTicketSecretOf({ secret, ssoTicketId }: { secret: string; ssoTicketId: string }): string {
  return lettersFrom((round, block) => derive(secret, 'sso ticket', ssoTicketId, round, block))
}

/** For the first setup, while there is no tenant: 32 letters and digits. */
export function setupCodeOf(secret: string): string {
  return lettersFrom((round, block) => derive(secret, 'setup', round, block))
}

/** Bytes that would favor some letters are skipped; if too few are left, the next round is used. */
function lettersFrom(derived: (round: number, block: number) => Buffer, round = 0): string {
  const blocks = [0, 1].map((block) => derived(round, block))
  return alphanumericFrom(Buffer.concat(blocks), 32) ?? lettersFrom(derived, round + 1)
}
