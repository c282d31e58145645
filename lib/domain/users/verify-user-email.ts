import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { connectionOf } from './open-session'

/**
 * Deletes every password, identity (except that of the connection `by`), passkey and authenticator app: those who set
 * them had not verified the address. False if the address was already verified or the user is blocked.
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
  await tx.authenticator.deleteMany({ where: { tenantId, userId } })
  if (passwordHash !== undefined) await setPassword(tx, { tenantId, userId }, passwordHash)
  return true
}

export async function setPassword(
  tx: Tx,
  { tenantId, userId }: { tenantId: string; userId: string },
  passwordHash: string,
): Promise<void> {
  const connectionId = await connectionOf(tx, tenantId, 'password')
  await tx.identity.upsert({
    where: { tenantId_userId_connectionId: { tenantId, userId, connectionId } },
    create: { id: newId('identity'), userId, connectionId, subject: userId, passwordHash },
    update: { passwordHash, changedAt: new Date() },
  })
}
