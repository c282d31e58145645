import type { SelfAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

export interface FoundAuthenticator {
  confirmedAt: Date
  lastUsedAt: Date | null
  recoveryCodesLeft: number
}

export function findAuthenticator(access: SelfAccess): Promise<FoundAuthenticator | null> {
  const { tenantId, userId } = access
  return read(access, async (tx) => {
    const [found] = await tx.$queryRaw<FoundAuthenticator[]>`
      SELECT a.confirmed_at AS "confirmedAt", a.last_used_at AS "lastUsedAt", (
        SELECT count(*)::int FROM recovery_codes r
        WHERE r.tenant_id = ${tenantId} AND r.user_id = a.user_id AND r.used_at IS NULL) AS "recoveryCodesLeft"
      FROM authenticators a WHERE a.tenant_id = ${tenantId} AND a.user_id = ${userId}`
    return found ?? null
  })
}
