import type { TicketAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { assertOfTicket } from '../connections/lock-connection'
import { type Connection, readConnection } from '../connections/read-connection'

export interface TicketConnection extends Connection {
  isEnabled: boolean
}

/** Of the ticket. @throws DomainError not_found before it was created, for another one, and once the ticket has ended */
export async function getTicketConnection(
  access: TicketAccess,
  connectionId: string,
): Promise<TicketConnection> {
  const { tenantId, organizationId } = access
  assertOfTicket(access, connectionId)
  return read(access, async (tx) => {
    const connection = await readConnection(tx, tenantId, connectionId)
    if (connection.organizationId !== organizationId) throw notFound()
    const where = { tenantId, organizationId, connectionId, isEnabled: true }
    return { ...connection, isEnabled: (await tx.enabledConnection.count({ where })) > 0 }
  })
}
