import { change, unchanged, type ChangeResult } from '@/lib/db/transaction'
import { atTheDoor } from '../users/at-the-door'
import { invalidEmailToken } from '../users/invalid-email-token'
import { reserveProof } from '../users/mail-limits'
import { consumeEmailToken } from '../users/consume-email-token'
import type { FederatedProfile, Outcome } from './federated-profile'
import { signInByVerifiedEmail } from './sign-in-by-verified-email'

/**
 * Goes on with somebody from a provider, whose address the mailed code proves.
 * @throws DomainError gone for a code that does not work; too_many
 */
export async function proveProviderAddress(
  tenantId: string,
  arriving: FederatedProfile,
  key: { proofId: string; code: string },
): Promise<Outcome> {
  await reserveProof(tenantId)
  const outcome = await change(atTheDoor(tenantId), async (tx): Promise<ChangeResult<Outcome | null>> => {
    const spent = await consumeEmailToken(tx, { tenantId, purpose: 'connection', key })
    const { address } = arriving.profile
    if (address === null || spent?.emailFolded !== address.folded) return unchanged(null)
    return signInByVerifiedEmail(tx, { tenantId, address, invitation: null }, arriving)
  })
  if (!outcome) throw invalidEmailToken(key)
  return outcome
}
