import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'

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
