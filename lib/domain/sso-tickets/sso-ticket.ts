import { z } from 'zod'
import type { Event } from '@/lib/db/events'
import { env } from '@/lib/env'
import { ssoTicketSecretOf } from '../crypto/derive'
import { sha256Hex } from '../crypto/digest'

/** How a new connection is created, beside what its holder enters. */
const connectionConfig = z.object({
  name: z.string(),
  /** What the form proposes; null leaves it empty. */
  displayName: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
})
export type ConnectionConfig = z.output<typeof connectionConfig>

/** Null for a connection that was there before. */
export const storedConnectionConfig = connectionConfig.nullable()

/** `unavailable`: its connection was deleted, or its organization is deleted or suspended. */
export const ssoTicketStates = ['live', 'finished', 'expired', 'revoked', 'unavailable'] as const
export type SsoTicketState = (typeof ssoTicketStates)[number]

/** Of its id and a secret, so that the id can be read off it. Only its hash is stored. */
export const ssoTicketPattern = /^sst_[A-Za-z0-9]{48}$/

/** Of a ticket, or the id itself. */
export function ssoTicketIdOf(ticket: string): string {
  return ticket.slice(0, 'sst_'.length + 16)
}

export function targetOf(id: string): NonNullable<Event['target']> {
  return { kind: 'sso_ticket', id }
}

/** The secret of the link, which begins with the id. It works once its hash is stored. */
export function newSsoTicketOf(id: string): string {
  return `${id}${ssoTicketSecretOf({ secret: env().secret, ssoTicketId: id })}`
}

/** What follows the id in the link, by its hash. Null if it was made with a FOYER_SECRET that is not accepted any more. */
export function findSsoTicketSecret({ id, ticketHash }: { id: string; ticketHash: string }): string | null {
  for (const secret of env().acceptedSecrets) {
    const found = ssoTicketSecretOf({ secret, ssoTicketId: id })
    if (sha256Hex(`${id}${found}`) === ticketHash) return found
  }
  return null
}
