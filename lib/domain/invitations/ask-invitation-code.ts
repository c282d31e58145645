import { unchanged } from '@/lib/db/transaction'
import { createEmailToken } from '@/lib/domain/users/email-token'
import { reserveEmail } from '@/lib/domain/users/email-limits'
import { withTicket } from './with-ticket'
import type { Ticketed } from './find-by-ticket'
import { closedInvitation } from './closed-invitation'

/**
 * Mails a code to the invited address, for somebody who was shown a link: the code proves what the link cannot. The
 * same for addresses with an account and without.
 * @returns the id of the proof, which is no secret
 * @throws DomainError not_found, gone, too_many
 */
export async function requestInvitationCode(tenantId: string, ticket: string): Promise<{ proofId: string }> {
  const emailFolded = await withTicket({ tenantId, ticket }, async (_tx, found) => {
    assertPending(found)
    return unchanged(found.invitation.emailFolded)
  })
  await reserveEmail({ tenantId, emailFolded, purpose: 'invitation' })
  return withTicket({ tenantId, ticket }, async (tx, found) => {
    assertPending(found)
    const { invitation, organization } = found
    const emailTokenId = await createEmailToken(tx, {
      tenantId,
      purpose: 'invitation',
      address: { email: invitation.email, folded: emailFolded },
      userId: null,
      organizationId: organization.id,
    })
    return {
      result: { proofId: emailTokenId },
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
          proofId: emailTokenId,
          to: invitation.email,
          organizationId: organization.id,
        },
      ],
    }
  })
}

function assertPending(found: Ticketed): void {
  if (found.state !== 'pending') throw closedInvitation(found)
}
