import { bypassRowSecurity, change } from '@/lib/db/transaction'
import type { EmailAddress } from '@/lib/domain/text/email-address'
import { findUserByEmail } from './find-user-by-email'
import { reserveEmail } from './email-limits'
import { createEmailToken } from './email-token'

export interface SignInEmailRequest {
  address: EmailAddress
  organizationId?: string | null
  returnTo?: string | null
}

/**
 * Known and unknown addresses leave the same rows. Returns the id of the email token, which is not secret.
 * @throws DomainError too_many
 */
export async function requestSignInEmail(
  tenantId: string,
  requested: SignInEmailRequest,
): Promise<{ proofId: string }> {
  const { address, organizationId = null, returnTo = null } = requested
  await reserveEmail({ tenantId, emailFolded: address.folded, purpose: 'sign_in' })
  return change(bypassRowSecurity('a sign-in email is requested before signing in', tenantId), async (tx) => {
    const known = await findUserByEmail(tx, { tenantId, emailFolded: address.folded, organizationId })
    const userId = known && !known.blocked ? known.id : null
    const emailTokenId = await createEmailToken(tx, {
      tenantId,
      purpose: 'sign_in',
      address,
      userId,
      organizationId,
      returnTo,
    })
    const look = known?.isMember && organizationId !== null ? { organizationId } : {}
    return {
      result: { proofId: emailTokenId },
      events: [
        {
          type: 'session.mail_requested',
          target: { kind: 'user', id: userId ?? 'unknown', email: address.folded },
        },
      ],
      mails: [{ template: 'sign_in', proofId: emailTokenId, to: address.email, ...look }],
    }
  })
}
