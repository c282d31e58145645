import { callerKey, type Limit, reserve } from '@/lib/db/limits'
import { sha256Hex } from '../crypto/digest'

/** A whole office may join at once, from one address. */
export const perAddress: Limit = { name: 'join_ip', points: 100, seconds: 15 * 60 }
export const perLink: Limit = { name: 'join_link', points: 300, seconds: 15 * 60 }

/** @throws DomainError too_many */
export async function reserveJoining(tenantId: string, token: string): Promise<void> {
  await reserve(perAddress, callerKey(tenantId))
  await reserve(perLink, `${tenantId} ${sha256Hex(token)}`)
}
