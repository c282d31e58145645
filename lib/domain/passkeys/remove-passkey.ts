import type { SelfAccess } from '@/lib/access'
import { change } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'
import { lockPerson } from '../users/lock-person'

/**
 * Removes one of her passkeys, unless nothing else would let her in. She is told by mail.
 * @throws DomainError not_found; conflict
 */
export async function removePasskey(access: SelfAccess, id: string): Promise<void> {
  const { tenantId, userId } = access
  await change(access, async (tx) => {
    await lockPerson(tx, tenantId, userId)
    const [removed] = await tx.$queryRaw<{ name: string }[]>`
      DELETE FROM passkeys WHERE tenant_id = ${tenantId} AND id = ${id} AND user_id = ${userId} RETURNING name`
    if (!removed) throw notFound()
    if (!(await hasAnotherWay(tx, access))) {
      throw new DomainError(
        'conflict',
        'This is your only way to sign in. Set a password or add another passkey first.',
      )
    }
    const { name } = removed
    const { email: to } = await tx.user.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id: userId } },
      select: { email: true },
    })
    return {
      result: undefined,
      events: [{ type: 'passkey.removed', target: { kind: 'passkey', id, name } }],
      mails: [{ template: 'passkey_removed', passkeyName: name, to }],
    }
  })
}

/** A link by email needs nothing but her address. */
async function hasAnotherWay(tx: Tx, { tenantId, userId }: SelfAccess): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ another: boolean }[]>`
    SELECT EXISTS (SELECT FROM connections WHERE tenant_id = ${tenantId} AND strategy = 'email')
      OR EXISTS (SELECT FROM identities WHERE tenant_id = ${tenantId} AND user_id = ${userId})
      OR EXISTS (SELECT FROM passkeys WHERE tenant_id = ${tenantId} AND user_id = ${userId}) AS another`
  return found?.another ?? false
}
