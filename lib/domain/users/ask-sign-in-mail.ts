import { change } from '@/lib/db/transaction'
import type { EmailAddress } from '@/lib/domain/text/parse-email'
import { atTheDoor } from './at-the-door'
import { findUserByEmail } from './find-user-by-email'
import { reserveMail } from './mail-limits'
import { makeProof } from './make-proof'

export interface MailAsked {
  address: EmailAddress
  organizationId?: string | null
  returnTo?: string | null
}

/**
 * A mail with a link and a code to sign in with. Known and unknown addresses leave the same rows: the proof of an
 * unknown one belongs to nobody, and the worker does not send it.
 * @returns the id of the proof, which is no secret
 * @throws DomainError too_many
 */
export async function askSignInMail(tenantId: string, asked: MailAsked): Promise<{ proofId: string }> {
  const { address, organizationId = null, returnTo = null } = asked
  await reserveMail({ tenantId, emailFolded: address.folded, purpose: 'sign_in' })
  return change(atTheDoor(tenantId), async (tx) => {
    const known = await findUserByEmail(tx, { tenantId, emailFolded: address.folded, organizationId })
    const userId = known && !known.blocked ? known.id : null
    const proofId = await makeProof(tx, {
      tenantId,
      purpose: 'sign_in',
      address,
      userId,
      organizationId,
      returnTo,
    })
    const look = known?.isMember && organizationId !== null ? { organizationId } : {}
    return {
      result: { proofId },
      events: [
        {
          type: 'session.mail_requested',
          target: { kind: 'user', id: userId ?? 'unknown', email: address.folded },
        },
      ],
      mails: [{ template: 'sign_in', proofId, to: address.email, ...look }],
    }
  })
}
