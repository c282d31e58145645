import type { Tx } from '@/lib/db/prisma'
import { setPassword } from './set-password'

/**
 * Marks the address of a person as proven, once. Whoever set a password before had not proven it, so that password
 * goes. False for somebody who was proven already, or is blocked; then nothing changes.
 */
export async function proveUser(
  tx: Tx,
  { tenantId, userId, passwordHash }: { tenantId: string; userId: string; passwordHash?: string },
): Promise<boolean> {
  const proven = await tx.user.updateMany({
    where: { tenantId, id: userId, emailVerifiedAt: null, blocked: false },
    data: { emailVerifiedAt: new Date() },
  })
  if (proven.count === 0) return false
  await tx.identity.deleteMany({ where: { tenantId, userId, passwordHash: { not: null } } })
  if (passwordHash !== undefined) await setPassword(tx, { tenantId, id: userId }, passwordHash)
  return true
}
