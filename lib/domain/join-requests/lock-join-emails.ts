import type { Tx } from '@/lib/db/prisma'

/**
 * Until the transaction ends. Two requests at once must not both email the same recipient, and an email must not be left
 * out, since none waits, while the next request relies on it.
 */
export async function lockJoinEmails(
  tx: Tx,
  { tenantId, organizationId }: { tenantId: string; organizationId: string },
): Promise<void> {
  const key = `join requests ${tenantId} ${organizationId}`
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`
}
