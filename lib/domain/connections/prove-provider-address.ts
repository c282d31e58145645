import { change, unchanged, type Changed } from '@/lib/db/doors'
import { atTheDoor } from '../users/at-the-door'
import { deadProof } from '../users/dead-proof'
import { reserveProof } from '../users/mail-limits'
import { spendProof } from '../users/spend-proof'
import type { Arriving, Outcome } from './arriving'
import { enterProven } from './enter-proven'

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
