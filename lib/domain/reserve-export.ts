import type { Actor, BySession } from '@/lib/access'
import { type Limit, reserve } from '@/lib/db/limits'

export const exportsPerUser: Limit = { name: 'export', points: 20, seconds: 60 * 60 }

/** @throws DomainError too_many */
export async function reserveExport({ tenantId, caller }: Actor & BySession): Promise<void> {
  await reserve(exportsPerUser, `${tenantId} ${caller.userId}`)
}
