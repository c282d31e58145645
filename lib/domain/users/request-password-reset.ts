import { bypassRowSecurity, change } from '@/lib/db/transaction'
import type { SignInEmailRequest } from './request-sign-in-email'
import { findUserByEmail } from './find-user-by-email'
import { reserveEmail } from './email-limits'
import { createEmailToken } from './email-token'

/** Known and unknown addresses leave the same rows and return the same, as in requestSignInEmail(). @throws DomainError too_many */
export async function requestPasswordReset(
  tenantId: string,
  { address, organizationId = null }: SignInEmailRequest,
): Promise<{ proofId: string }> {
  await reserveEmail({ tenantId, emailFolded: address.folded, purpose: 'reset_password' })
  return change(
    bypassRowSecurity('a password reset is requested before signing in', tenantId),
    async (tx) => {
      const known = await findUserByEmail(tx, { tenantId, emailFolded: address.folded, organizationId })
      const userId = known && !known.blocked ? known.id : null
      const emailTokenId = await createEmailToken(tx, {
        tenantId,
        purpose: 'reset_password',
        address,
        userId,
        organizationId,
      })
      const look = known?.isMember && organizationId !== null ? { organizationId } : {}
      return {
        result: { proofId: emailTokenId },
        events: [
          {
            type: 'password.reset_requested',
            target: { kind: 'user', id: userId ?? 'unknown', email: address.folded },
          },
        ],
        mails: [{ template: 'reset_password', proofId: emailTokenId, to: address.email, ...look }],
      }
    },
  )
}
