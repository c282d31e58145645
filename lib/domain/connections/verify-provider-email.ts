import { bypassRowSecurity, change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { reserveEmail, reserveTokenAttempt } from '../users/email-limits'
import { consumeEmailToken, invalidEmailToken, createEmailToken } from '../users/email-token'
import { refuseUntrusted } from './assert-trusted-provider'
import type { FederatedProfile, Outcome } from './federated-profile'
import { signInByVerifiedEmail } from './sign-in-by-verified-email'

/** Whether the address has an account stays unknown until the code is entered. @throws DomainError too_many */
export async function requestProviderCode(tenantId: string, federated: FederatedProfile): Promise<Outcome> {
  const { profile, organizationId, connectionId } = federated
  const { address } = profile
  if (address === null) throw new Error('There is no address to email a code to.')
  await reserveEmail({ tenantId, emailFolded: address.folded, purpose: 'connection' })
  return change(
    bypassRowSecurity('a user verifies an email address before signing in', tenantId),
    async (tx) => {
      const input = { tenantId, purpose: 'connection', address, userId: null, organizationId } as const
      const emailTokenId = await createEmailToken(tx, input)
      return {
        result: { kind: 'verify', proofId: emailTokenId, email: address.email },
        events: [
          {
            type: 'connection.code_requested',
            target: { kind: 'user', id: 'unknown', email: address.folded },
            details: { connectionId },
          },
        ],
        mails: [{ template: 'connection_code', proofId: emailTokenId, to: address.email }],
      }
    },
  )
}

/** @throws DomainError gone for a code that does not work; too_many */
export async function verifyProviderEmail(
  tenantId: string,
  federated: FederatedProfile,
  key: { proofId: string; code: string },
): Promise<Outcome> {
  await reserveTokenAttempt(tenantId)
  const verify = () =>
    change(
      bypassRowSecurity('a user verifies an email address before signing in', tenantId),
      async (tx): Promise<ChangeResult<Outcome | null>> => {
        const consumed = await consumeEmailToken(tx, { tenantId, purpose: 'connection', key })
        const { address } = federated.profile
        if (address === null || consumed?.emailFolded !== address.folded) return unchanged(null)
        return signInByVerifiedEmail(tx, { tenantId, address, invitation: null }, federated)
      },
    )
  const outcome = await refuseUntrusted(tenantId, federated, async () => ({ verified: await verify() }))
  if ('kind' in outcome) return outcome
  if (!outcome.verified) throw invalidEmailToken(key)
  return outcome.verified
}
