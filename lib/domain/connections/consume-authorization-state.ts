import { bookkeeping, change } from '@/lib/db/transaction'
import { isUniqueViolation } from '@/lib/db/request-context'
import { sha256Hex } from '../crypto/digest'
import { atTheDoor } from '../users/at-the-door'

/** Uses up the state of one way to a provider and back: true for the first who brings it, false ever after. */
export async function consumeAuthorizationState(
  tenantId: string,
  state: string,
  expiresAt: Date,
): Promise<boolean> {
  return change(atTheDoor(tenantId), async (tx) => {
    const idHash = sha256Hex(state)
    await tx.tokenArtifact.create({ data: { kind: 'Passage', idHash, payload: {}, expiresAt } })
    return bookkeeping(true)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) return false
    throw error
  })
}
