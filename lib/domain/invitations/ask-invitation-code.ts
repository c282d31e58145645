import { unchanged } from '@/lib/db/transaction'
import { makeProof } from '@/lib/domain/users/make-proof'
import { reserveMail } from '@/lib/domain/users/mail-limits'
import { withTicket } from './by-ticket'
import type { Ticketed } from './find-by-ticket'
import { closedInvitation } from './closed-invitation'

/**
 * Mails a code to the invited address, for somebody who was shown a link: the code proves what the link cannot. The
 * same for addresses with an account and without.
 * @returns the id of the proof, which is no secret
 * @throws DomainError not_found, gone, too_many
 */
export async function askInvitationCode(tenantId: string, ticket: string): Promise<{ proofId: string }> {
  const emailFolded = await withTicket({ tenantId, ticket }, async (_tx, found) => {
    assertPending(found)
    return unchanged(found.invitation.emailFolded)
  })
  await reserveMail({ tenantId, emailFolded, purpose: 'invitation' })
  return withTicket({ tenantId, ticket }, async (tx, found) => {
    assertPending(found)
    const { invitation, organization } = found
    const proofId = await makeProof(tx, {
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
        { template: 'invitation_code', proofId, to: invitation.email, organizationId: organization.id },
      ],
    }
  })
}

function assertPending(found: Ticketed): void {
  if (found.state !== 'pending') throw closedInvitation(found)
}
