import type { Tx } from '@/lib/db/prisma'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { ticketOf, type TicketPurpose } from '@/lib/domain/crypto/ticket'
import { env } from '@/lib/env'

const purposes: readonly TicketPurpose[] = ['mailed', 'shown']

/** Makes both tickets of an invitation’s version work; only their hashes are kept, for good. */
export async function issueTickets(
  tx: Tx,
  invitations: readonly { id: string; organizationId: string; version: number }[],
): Promise<void> {
  const { secret } = env()
  await tx.invitationTicket.createMany({
    data: invitations.flatMap(({ id, organizationId, version }) =>
      purposes.map((purpose) => ({
        ticketHash: sha256Hex(ticketOf({ secret, invitationId: id, version, purpose })),
        organizationId,
        invitationId: id,
        version,
        purpose,
      })),
    ),
  })
}
