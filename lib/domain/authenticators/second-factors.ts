import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'

export interface FoundAuthenticator {
  confirmedAt: Date
  lastUsedAt: Date | null
  recoveryCodesLeft: number
}

export interface SecondFactors {
  authenticator: FoundAuthenticator | null
  /** Names of the user’s organizations that require a second factor, now or later: at most ten. */
  requiring: string[]
}

export function getSecondFactors(access: SelfAccess): Promise<SecondFactors> {
  const { tenantId, userId } = access
  return read(access, async (tx) => {
    const [{ requiring, confirmedAt, ...rest }] = await tx.$queryRaw<[Row]>`
      SELECT foyer.organizations_requiring_second_factor() AS requiring,
        a.confirmed_at AS "confirmedAt", a.last_used_at AS "lastUsedAt", (
          SELECT count(*)::int FROM recovery_codes r
          WHERE r.tenant_id = ${tenantId} AND r.user_id = a.user_id AND r.used_at IS NULL) AS "recoveryCodesLeft"
      FROM (VALUES (${userId})) AS person (id)
      LEFT JOIN authenticators a ON a.tenant_id = ${tenantId} AND a.user_id = person.id`
    return { requiring, authenticator: confirmedAt && { confirmedAt, ...rest } }
  })
}

interface Row extends Omit<FoundAuthenticator, 'confirmedAt'> {
  requiring: string[]
  /** Null where there is no authenticator. */
  confirmedAt: Date | null
}

/**
 * The session has a second factor from now on, since the user has just used the one that they add. Call after
 * assertRecentSignIn(). `factors` are from RFC 8176.
 */
export async function noteSecondFactor(
  tx: Tx,
  { tenantId, sessionId }: SelfAccess,
  factors: readonly string[],
): Promise<void> {
  const added = [...factors, 'mfa']
  await tx.$executeRaw`
    UPDATE sessions SET amr = ARRAY(SELECT DISTINCT a.name FROM unnest(amr || ${added}::text[]) AS a (name) ORDER BY 1)
    WHERE tenant_id = ${tenantId} AND id = ${sessionId}`
}
