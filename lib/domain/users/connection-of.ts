import type { Tx } from '@/lib/db/prisma'

/** The id of the tenant’s connection that needs no provider. */
export async function connectionOf(
  tx: Tx,
  tenantId: string,
  strategy: 'password' | 'email',
): Promise<string> {
  const { id } = await tx.connection.findFirstOrThrow({ where: { tenantId, strategy }, select: { id: true } })
  return id
}
