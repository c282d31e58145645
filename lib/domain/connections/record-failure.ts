import { change } from '@/lib/db/transaction'
import { atTheDoor } from '../users/at-the-door'
import { failed } from './federated-profile'
import type { FailureReason } from './failure-reasons'

/** Writes down that a sign-in by a provider came to nothing, and why. */
export function recordFailure(
  tenantId: string,
  place: { connectionId: string; organizationId: string | null },
  reason: FailureReason,
): Promise<void> {
  return change(atTheDoor(tenantId), async () => ({ result: undefined, events: [failed(place, reason)] }))
}
