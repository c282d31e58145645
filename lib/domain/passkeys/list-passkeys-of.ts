import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { readPage, byId } from '../read-page'
import { userExists } from '../users/insist-on-user'

export interface EnrolledPasskey {
  id: string
  name: string
  transports: string[]
  createdAt: Date
  lastUsedAt: Date | null
}

/**
 * A user’s passkeys, the oldest first; there are 20 at most.
 * @throws DomainError not_found
 */
export function listPasskeysOf(
  access: TenantAccess<'read:users'>,
  userId: string,
): Promise<EnrolledPasskey[]> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const all = { take: 100, skip: 0, isCounted: false }
    const { rows } = await readPage<EnrolledPasskey>(tx, all, {
      columns: sql`k.id, k.name, coalesce(k.transports, '{}') AS transports, k.created_at AS "createdAt", k.last_used_at AS "lastUsedAt"`,
      from: sql`passkeys k WHERE k.tenant_id = ${tenantId} AND k.user_id = ${userId}`,
      requires: [{ exists: userExists(tenantId, userId) }],
      ...byId(all, sql`k.id`, sql`k.created_at, k.id`),
      placeOf: ({ id }) => id,
    })
    return rows
  })
}
