import { unchanged } from '@/lib/db/transaction'
import { reserveTokenAttempt } from '@/lib/domain/users/email-limits'
import { consumeEmailToken, invalidEmailToken } from '@/lib/domain/users/email-token'
import { withTicket } from './with-ticket'
import { closedInvitation } from './closed-invitation'
import { ticketFor } from './ticket-for'

/**
 * Takes the code that was mailed to the invited address and hands over the ticket that proves it: whoever reads
 * that mailbox could have opened the mailed link as well.
 * @throws DomainError not_found; gone for a wrong code or a closed invitation; too_many
 */
export async function enterInvitationCode(
  tenantId: string,
  ticket: string,
  key: { proofId: string; code: string },
): Promise<{ ticket: string }> {
  await reserveTokenAttempt(tenantId)
  const proving = await withTicket({ tenantId, ticket }, async (tx, found) => {
    if (found.state !== 'pending') throw closedInvitation(found)
    const { invitation, organization, version } = found
    const spent = await consumeEmailToken(tx, { tenantId, purpose: 'invitation', key })
    const isTheirs = spent?.emailFolded === invitation.emailFolded && spent.organizationId === organization.id
    if (!isTheirs) return unchanged(null)
    const tickets = await tx.invitationTicket.findMany({
      where: { tenantId, organizationId: organization.id, invitationId: invitation.id, version },
    })
    return {
      result: { ticket: ticketFor({ id: invitation.id, version, tickets }, 'mailed') },
      events: [
        {
          type: 'invitation.code_entered',
          organizationId: organization.id,
          target: { kind: 'invitation', id: invitation.id, email: invitation.email },
        },
      ],
    }
  })
  if (!proving) throw invalidEmailToken(key)
  return proving
}
