import { change, unchanged, type Changed } from '@/lib/db/transaction'
import { atTheDoor } from '../users/at-the-door'
import { deadProof } from '../users/invalid-email-token'
import { reserveProof } from '../users/mail-limits'
import { spendProof } from '../users/consume-email-token'
import type { Arriving, Outcome } from './federated-profile'
import { enterProven } from './sign-in-by-verified-email'

/**
 * Goes on with somebody from a provider, whose address the mailed code proves.
 * @throws DomainError gone for a code that does not work; too_many
 */
export async function proveProviderAddress(
  tenantId: string,
  arriving: Arriving,
  key: { proofId: string; code: string },
): Promise<Outcome> {
  await reserveProof(tenantId)
  const outcome = await change(atTheDoor(tenantId), async (tx): Promise<Changed<Outcome | null>> => {
    const spent = await spendProof(tx, { tenantId, purpose: 'connection', key })
    const { address } = arriving.profile
    if (address === null || spent?.emailFolded !== address.folded) return unchanged(null)
    return enterProven(tx, { tenantId, address, invitation: null }, arriving)
  })
  if (!outcome) throw deadProof(key)
  return outcome
}
