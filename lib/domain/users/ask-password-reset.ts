import { change } from '@/lib/db/transaction'
import { atTheDoor } from './at-the-door'
import type { MailAsked } from './ask-sign-in-mail'
import { findUserByEmail } from './find-user-by-email'
import { reserveMail } from './mail-limits'
import { makeProof } from './make-proof'

/**
 * A mail with a link to choose a new password. Known and unknown addresses leave the same rows, as in askSignInMail.
 * @throws DomainError too_many
 */
export async function askPasswordReset(
  tenantId: string,
  { address, organizationId = null }: MailAsked,
): Promise<void> {
  await reserveMail({ tenantId, emailFolded: address.folded, purpose: 'reset_password' })
  await change(atTheDoor(tenantId), async (tx) => {
    const known = await findUserByEmail(tx, { tenantId, emailFolded: address.folded, organizationId })
    const userId = known && !known.blocked ? known.id : null
    const proofId = await makeProof(tx, {
      tenantId,
      purpose: 'reset_password',
      address,
      userId,
      organizationId,
    })
    const look = known?.isMember && organizationId !== null ? { organizationId } : {}
    return {
      result: undefined,
      events: [
        {
          type: 'password.reset_requested',
          target: { kind: 'user', id: userId ?? 'unknown', email: address.folded },
        },
      ],
      mails: [{ template: 'reset_password', proofId, to: address.email, ...look }],
    }
  })
}
