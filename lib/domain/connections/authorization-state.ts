import { callerKey, type Limit, reserve } from '@/lib/db/limits'
import { isUniqueViolation } from '@/lib/db/request-context'
import { bookkeeping, bypassRowSecurity, change } from '@/lib/db/transaction'
import { sha256Hex } from '../crypto/digest'

const perAddress: Limit = { name: 'provider_ip', points: 60, seconds: 5 * 60, isOfNetwork: true }

/** Limits how often one IP address can make Foyer call providers. @throws DomainError too_many */
export async function reserveProviderRequest(tenantId: string): Promise<void> {
  await reserve(perAddress, callerKey(tenantId))
}

/** False if it was used before. */
export function consumeAuthorizationState(
  tenantId: string,
  state: string,
  expiresAt: Date,
): Promise<boolean> {
  return change(
    bypassRowSecurity('a sign-in at an identity provider begins before there is a session', tenantId),
    async (tx) => {
      const idHash = sha256Hex(state)
      await tx.tokenArtifact.create({ data: { kind: 'AuthorizationState', idHash, payload: {}, expiresAt } })
      return bookkeeping(true)
    },
  ).catch((error: unknown) => {
    if (isUniqueViolation(error)) return false
    throw error
  })
}
