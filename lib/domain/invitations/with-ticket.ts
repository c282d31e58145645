import type { SelfAccess } from '@/lib/access'
import { bypassRowSecurity, change, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { findByTicketHash, type Ticketed } from './find-by-ticket'

const why = 'the holder of a ticket is no member of the organization yet'

/**
 * Work by somebody who holds a ticket and is no member yet: what they may do follows from the ticket, and from their
 * session if they have signed in.
 * @throws DomainError not_found when nobody made that ticket; sign_in_again when the session has ended
 */
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
