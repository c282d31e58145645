import { currentOrigin } from '@/lib/db/events'
import { reserve, type Limit } from '@/lib/db/limits'

const perAddress: Limit = { name: 'provider_ip', points: 60, seconds: 5 * 60 }

/**
 * Counts a way to a provider before anything is asked of it.
 * @throws DomainError too_many
 */
export async function createAuthorizationState(tenantId: string): Promise<void> {
  await reserve(perAddress, `${tenantId} ${currentOrigin().ip ?? 'unknown'}`)
}
