import type { Tx } from '@/lib/db/prisma'

/**
 * Keeps a person’s row until the transaction ends, so that a session opened now and one that ends all sessions come
 * one after the other. False for somebody who is gone or blocked.
 */
export async function lockPerson(tx: Tx, tenantId: string, userId: string): Promise<boolean> {
  const [locked] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM users WHERE tenant_id = ${tenantId} AND id = ${userId} AND NOT blocked FOR NO KEY UPDATE`
  return locked !== undefined
}
