import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'

/**
 * Marks the address of a person as proven, once. Whoever could sign in before had not proven it, so every password,
 * identity and passkey of then goes, but for the identity that proves the address. False for somebody who was proven
 * already, or is blocked; then nothing changes.
 * @param proven.by the connection whose provider vouches for the address
 */
export async function verifyUserEmail(
  tx: Tx,
  {
    tenantId,
    userId,
    passwordHash,
    by,
  }: { tenantId: string; userId: string; passwordHash?: string; by?: string },
): Promise<boolean> {
  const verified = await tx.user.updateMany({
    where: { tenantId, id: userId, emailVerifiedAt: null, blocked: false },
    data: { emailVerifiedAt: new Date() },
  })
  if (verified.count === 0) return false
  const others = by === undefined ? {} : { connectionId: { not: by } }
  await tx.identity.deleteMany({ where: { tenantId, userId, ...others } })
  await tx.passkey.deleteMany({ where: { tenantId, userId } })
  if (passwordHash !== undefined) await setPassword(tx, { tenantId, id: userId }, passwordHash)
  return true
}

/** Makes this the one password of the user, whatever there was before. */
export async function setPassword(
  tx: Tx,
  user: { tenantId: string; id: string },
  passwordHash: string,
): Promise<void> {
  const connection = await tx.connection.findFirstOrThrow({
    where: { tenantId: user.tenantId, strategy: 'password' },
  })
  const { tenantId, id: userId } = user
  await tx.identity.upsert({
    where: { tenantId_userId_connectionId: { tenantId, userId, connectionId: connection.id } },
    create: { id: newId('identity'), userId, connectionId: connection.id, subject: userId, passwordHash },
    update: { passwordHash, changedAt: new Date() },
  })
}
