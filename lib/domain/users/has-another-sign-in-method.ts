import type { Tx } from '@/lib/db/prisma'

/** Signing in with an emailed link needs only the address. */
export async function hasAnotherSignInMethod(
  tx: Tx,
  { tenantId, userId }: { tenantId: string; userId: string },
): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ another: boolean }[]>`
    SELECT EXISTS (SELECT FROM connections WHERE tenant_id = ${tenantId} AND strategy = 'email')
      OR EXISTS (SELECT FROM identities WHERE tenant_id = ${tenantId} AND user_id = ${userId})
      OR EXISTS (SELECT FROM passkeys WHERE tenant_id = ${tenantId} AND user_id = ${userId}) AS another`
  return found?.another ?? false
}
