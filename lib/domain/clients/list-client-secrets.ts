import type { TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'

export interface ClientSecret {
  id: string
  createdAt: Date
  /** Null for the current one. */
  expiresAt: Date | null
  /** A day in UTC, `2026-11-28`; null if it was never used. */
  lastUsedOn: string | null
}

/** Those that work now, the current one first. */
export function listClientSecrets(
  access: TenantAccess<'read:client_keys'>,
  clientId: string,
): Promise<ClientSecret[]> {
  return read(access, (tx) =>
    tx.$queryRaw<ClientSecret[]>(sql`
      SELECT s.id, s.created_at AS "createdAt", s.expires_at AS "expiresAt",
        s.last_used_on::text AS "lastUsedOn"
      FROM client_secrets s
      WHERE s.tenant_id = ${access.tenantId} AND s.client_id = ${clientId}
        AND (s.expires_at IS NULL OR s.expires_at > now())
      ORDER BY s.expires_at DESC NULLS FIRST, s.created_at DESC, s.id`),
  )
}
