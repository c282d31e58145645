import { ssoTicketSecretOf } from '@/lib/domain/crypto/derive'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { env } from '@/lib/env'

/** The secret of the link, which begins with the id. It works once its hash is stored. */
export function newSsoTicketOf(id: string): string {
  return `${id}${ssoTicketSecretOf({ secret: env().secret, ssoTicketId: id })}`
}

/** What follows the id in the link, by its hash. Null if FOYER_SECRET has changed twice since. */
export function findSsoTicketSecret({ id, ticketHash }: { id: string; ticketHash: string }): string | null {
  const { secret, previousSecret } = env()
  for (const candidate of [secret, previousSecret]) {
    if (candidate === undefined) continue
    const found = ssoTicketSecretOf({ secret: candidate, ssoTicketId: id })
    if (sha256Hex(`${id}${found}`) === ticketHash) return found
  }
  return null
}
