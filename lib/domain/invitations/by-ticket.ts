import { asSystem, change, type Changed } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { findByTicketHash, type Ticketed } from './find-by-ticket'

/**
 * Work by somebody who holds a ticket and is no member yet: what she may do follows from the ticket alone.
 * @throws DomainError not_found when nobody made that ticket
 */
export async function withTicket<T>(
  holder: { tenantId: string; ticket: string; userId?: string },
  work: (tx: Tx, found: Ticketed) => Promise<Changed<T>>,
): Promise<T> {
  const { tenantId, ticket, userId } = holder
  const system = asSystem(
    'the holder of a ticket is no member of the organization yet',
    tenantId,
    userId === undefined ? undefined : { userId },
  )
  return change(system, async (tx) => {
    const found = await findByTicketHash(tx, tenantId, sha256Hex(ticket))
    if (!found) throw notFound()
    return work(tx, found)
  })
}
