import { bypassRowSecurity, change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { reserveEmail, reserveTokenAttempt } from '../users/email-limits'
import { consumeEmailToken, invalidEmailToken, createEmailToken } from '../users/email-token'
import type { FederatedProfile, Outcome } from './federated-profile'
import { signInByVerifiedEmail } from './sign-in-by-verified-email'

/**
 * Mails a code to an address for which the provider’s word is not enough. Whether it has an account already is not
 * said before the code comes back.
 * @throws DomainError too_many
 */
export async function requestProviderCode(tenantId: string, arriving: FederatedProfile): Promise<Outcome> {
  const { profile, organizationId, connectionId } = arriving
  const { address } = profile
  if (address === null) throw new Error('There is no address to send a code to.')
  await reserveEmail({ tenantId, emailFolded: address.folded, purpose: 'connection' })
  return change(
    bypassRowSecurity('a user verifies an email address before signing in', tenantId),
    async (tx) => {
      const wish = { tenantId, purpose: 'connection', address, userId: null, organizationId } as const
      const emailTokenId = await createEmailToken(tx, wish)
      return {
        result: { kind: 'prove', proofId: emailTokenId, email: address.email },
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

/**
 * Goes on with somebody from a provider, whose address the mailed code proves.
 * @throws DomainError gone for a code that does not work; too_many
 */
export async function verifyProviderEmail(
  tenantId: string,
  arriving: FederatedProfile,
  key: { proofId: string; code: string },
): Promise<Outcome> {
  await reserveTokenAttempt(tenantId)
  const outcome = await change(
    bypassRowSecurity('a user verifies an email address before signing in', tenantId),
    async (tx): Promise<ChangeResult<Outcome | null>> => {
      const spent = await consumeEmailToken(tx, { tenantId, purpose: 'connection', key })
      const { address } = arriving.profile
      if (address === null || spent?.emailFolded !== address.folded) return unchanged(null)
      return signInByVerifiedEmail(tx, { tenantId, address, invitation: null }, arriving)
    },
  )
  if (!outcome) throw invalidEmailToken(key)
  return outcome
}
