import { unchanged } from '@/lib/db/transaction'
import { reserveEmail, reserveTokenAttempt } from '@/lib/domain/users/email-limits'
import { consumeEmailToken, createEmailToken, invalidEmailToken } from '@/lib/domain/users/email-token'
import { assertPending, withTicket } from './find-by-ticket'
import { ticketFor } from './tickets'

/** Does not reveal whether the address has an account. @throws DomainError not_found, gone, too_many */
export async function requestInvitationCode(tenantId: string, ticket: string): Promise<{ proofId: string }> {
  const emailFolded = await withTicket({ tenantId, ticket }, async (_tx, found) => {
    assertPending(found)
    return unchanged(found.invitation.emailFolded)
  })
  await reserveEmail({ tenantId, emailFolded, purpose: 'invitation' })
  return withTicket({ tenantId, ticket }, async (tx, found) => {
    assertPending(found)
    const { invitation, organization } = found
    const proofId = await createEmailToken(tx, {
      tenantId,
      purpose: 'invitation',
      address: { email: invitation.email, folded: emailFolded },
      userId: null,
      organizationId: organization.id,
    })
    return {
      result: { proofId },
      events: [
        {
          type: 'invitation.code_requested',
          organizationId: organization.id,
          target: { kind: 'invitation', id: invitation.id, email: invitation.email },
        },
      ],
      mails: [
        {
          template: 'invitation_code',
          proofId,
          to: invitation.email,
          organizationId: organization.id,
        },
      ],
    }
  })
}

/** Returns the ticket that verifies the address. @throws DomainError not_found; gone for a wrong code; too_many */
export async function enterInvitationCode(
  tenantId: string,
  ticket: string,
  key: { proofId: string; code: string },
): Promise<{ ticket: string }> {
  await reserveTokenAttempt(tenantId)
  const verified = await withTicket({ tenantId, ticket }, async (tx, found) => {
    assertPending(found)
    const { invitation, organization, version } = found
    const token = await consumeEmailToken(tx, { tenantId, purpose: 'invitation', key })
    if (token?.emailFolded !== invitation.emailFolded || token.organizationId !== organization.id)
      return unchanged(null)
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
  if (!verified) throw invalidEmailToken(key)
  return verified
}
