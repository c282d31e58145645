import type { Tx } from '@/lib/db/prisma'
import { setPassword } from './set-password'

/**
 * Marks the address of a person as proven, once. Whoever could sign in before had not proven it, so every password,
 * identity and passkey of then goes, but for the identity that proves the address. False for somebody who was proven
 * already, or is blocked; then nothing changes.
 * @param proven.by the connection whose provider vouches for the address
 */
export async function proveUser(
  tx: Tx,
  {
    tenantId,
    userId,
    passwordHash,
    by,
  }: { tenantId: string; userId: string; passwordHash?: string; by?: string },
): Promise<boolean> {
  const proven = await tx.user.updateMany({
    where: { tenantId, id: userId, emailVerifiedAt: null, blocked: false },
    data: { emailVerifiedAt: new Date() },
  })
  if (proven.count === 0) return false
  const others = by === undefined ? {} : { connectionId: { not: by } }
  await tx.identity.deleteMany({ where: { tenantId, userId, ...others } })
  await tx.passkey.deleteMany({ where: { tenantId, userId } })
  if (passwordHash !== undefined) await setPassword(tx, { tenantId, id: userId }, passwordHash)
  return true
}
