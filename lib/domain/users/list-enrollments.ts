import type { TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { byId, readPage } from '../read-page'
import { userExists } from './lock-users'

export interface Enrollment {
  id: string
  kind: 'passkey' | 'authenticator'
  name: string
  transports: string[]
  createdAt: Date
  lastUsedAt: Date | null
}

/** The user’s passkeys and their authenticator app. @throws DomainError not_found */
export function listEnrollments(access: TenantAccess<'read:users'>, userId: string): Promise<Enrollment[]> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const all = { take: 100, skip: 0, isCounted: false }
    const { rows } = await readPage<Enrollment>(tx, all, {
      columns: sql`k.id, k.kind, k.name, k.transports, k.created_at AS "createdAt", k.last_used_at AS "lastUsedAt"`,
      from: sql`(
        SELECT p.id, 'passkey' AS kind, p.name, coalesce(p.transports, '{}') AS transports, p.created_at, p.last_used_at
        FROM passkeys p WHERE p.tenant_id = ${tenantId} AND p.user_id = ${userId}
        UNION ALL
        SELECT 'authenticator', 'authenticator', 'Authenticator app', '{}', a.confirmed_at, a.last_used_at
        FROM authenticators a WHERE a.tenant_id = ${tenantId} AND a.user_id = ${userId}) k WHERE true`,
      requires: [{ exists: userExists(tenantId, userId) }],
      ...byId(all, sql`k.id`, sql`k.created_at, k.id`),
      placeOf: ({ id }) => id,
    })
    return rows
  })
}
