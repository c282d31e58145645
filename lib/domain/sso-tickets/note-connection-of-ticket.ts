import type { Actor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { assertOfTicket } from '../connections/lock-connection'

/**
 * Just before a connection is created: a ticket makes one, once. Until it is there, the ticket counts as ended. Nothing for
 * other callers.
 * @throws DomainError not_found for another one; conflict if it was made before
 */
export async function noteConnectionOfTicket(tx: Tx, access: Actor, connectionId: string): Promise<void> {
  const { tenantId, caller } = access
  if (!('ssoTicketId' in caller)) return
  assertOfTicket(access, connectionId)
  const noted = await tx.$executeRaw`
    UPDATE sso_tickets SET connected_at = now()
    WHERE tenant_id = ${tenantId} AND id = ${caller.ssoTicketId} AND connected_at IS NULL`
  if (noted > 0) return
  throw new DomainError(
    'conflict',
    'The identity provider was already added with this link. Load the page again.',
  )
}
