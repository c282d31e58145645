import type { TicketAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { assertOfTicket, type Connection, readConnection } from '../connections/read-connection'

/** Of the ticket. @throws DomainError not_found before it was created, for another one, and once the ticket has ended */
export function getTicketConnection(access: TicketAccess, id: string): Promise<Connection> {
  assertOfTicket(access, id)
  return read(access, async (tx) => {
    const connection = await readConnection(tx, access.tenantId, id)
    if (connection.organizationId !== access.organizationId) throw notFound()
    return connection
  })
}
