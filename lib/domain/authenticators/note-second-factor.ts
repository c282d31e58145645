import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'

/**
 * After a recent sign-in, in which the user has just proved that they have what they add: the session has a second factor
 * from now on. `factors` are from RFC 8176.
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
