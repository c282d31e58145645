import type { SelfAccess, TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { byId, readPage } from '../read-page'
import { userExists } from '../users/lock-users'

export interface ListedPasskey {
  id: string
  name: string
  createdAt: Date
  lastUsedAt: Date | null
}

export function listPasskeys(access: SelfAccess): Promise<ListedPasskey[]> {
  const { tenantId, userId } = access
  return read(access, (tx) =>
    tx.passkey.findMany({
      where: { tenantId, userId },
      select: { id: true, name: true, createdAt: true, lastUsedAt: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    }),
  )
}

export interface EnrolledPasskey {
  id: string
  name: string
  transports: string[]
  createdAt: Date
  lastUsedAt: Date | null
}

/** @throws DomainError not_found */
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
