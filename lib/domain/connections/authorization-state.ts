import { callerKey, type Limit, reserve } from '@/lib/db/limits'
import { isUniqueViolation } from '@/lib/db/request-context'
import { bookkeeping, bypassRowSecurity, change } from '@/lib/db/transaction'
import { sha256Hex } from '../crypto/digest'

const perAddress: Limit = { name: 'provider_ip', points: 60, seconds: 5 * 60 }

/** Limits how many sign-ins one IP address can start at providers. @throws DomainError too_many */
export async function createAuthorizationState(tenantId: string): Promise<void> {
  await reserve(perAddress, callerKey(tenantId))
}

export async function consumeAuthorizationState(
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
