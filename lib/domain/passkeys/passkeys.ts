import type { SelfAccess, TenantAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, read, unchanged } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { hasAnotherSignInMethod } from '../users/queries'
import { lockUser } from '../users/lock-users'
import { assertRecentSignIn } from './recent-sign-in'

export interface ListedPasskey {
  id: string
  name: string
  createdAt: Date
  lastUsedAt: Date | null
}

export function listPasskeys(access: SelfAccess): Promise<ListedPasskey[]> {
  const { tenantId, userId } = access
  return read(access, (tx) =>
    tx.passkey.findMany({
      where: { tenantId, userId },
      select: { id: true, name: true, createdAt: true, lastUsedAt: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    }),
  )
}

/** @throws DomainError not_found */
export async function renamePasskey(
  access: SelfAccess,
  { id, name }: { id: string; name: string },
): Promise<void> {
  const { tenantId, userId } = access
  await change(access, async (tx) => {
    const passkey = await tx.passkey.findFirst({ where: { tenantId, id, userId }, select: { name: true } })
    if (!passkey) throw notFound()
    if (passkey.name === name) return unchanged(undefined)
    const { count } = await tx.passkey.updateMany({ where: { tenantId, id, userId }, data: { name } })
    if (count === 0) throw notFound()
    return { result: undefined, events: [{ type: 'passkey.renamed', target: { kind: 'passkey', id, name } }] }
  })
}

/** Sends the user an email. @throws DomainError sign_in_again; not_found; conflict for their only way to sign in */
export async function removePasskey(access: SelfAccess, id: string): Promise<void> {
  await change(access, async (tx) => {
    await assertRecentSignIn(tx, access)
    const { name, email: to } = await deletePasskey(tx, { ...access, id })
    if (!(await hasAnotherSignInMethod(tx, access)))
      throw new DomainError(
        'conflict',
        'This is your only way to sign in. Set a password or add another passkey first.',
      )
    return removed({ kind: 'passkey', id, name }, { passkeyName: name, to })
  })
}

/** Also the user’s only way to sign in, for example on a lost device. @throws DomainError not_found */
export function removePasskeyOf(
  access: TenantAccess<'update:users'>,
  { userId, id }: { userId: string; id: string },
): Promise<void> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      const { name, email } = await lockUser(tx, tenantId, userId)
      const { name: passkeyName } = await deletePasskey(tx, { tenantId, userId, id })
      return removed({ kind: 'user', id: userId, name, email }, { passkeyName, to: email })
    },
    { users: [userId] },
  )
}

async function deletePasskey(
  tx: Tx,
  { tenantId, userId, id }: { tenantId: string; userId: string; id: string },
): Promise<{ name: string; email: string }> {
  const [passkey] = await tx.$queryRaw<{ name: string; email: string }[]>`
    DELETE FROM passkeys p USING users u
    WHERE p.tenant_id = ${tenantId} AND p.id = ${id} AND p.user_id = ${userId}
      AND u.tenant_id = p.tenant_id AND u.id = p.user_id
    RETURNING p.name, u.email`
  if (!passkey) throw notFound()
  return passkey
}

function removed(
  target: NonNullable<Event['target']>,
  mail: { passkeyName: string; to: string },
): ChangeResult<void> {
  return {
    result: undefined,
    events: [{ type: 'passkey.removed', target }],
    mails: [{ template: 'passkey_removed', ...mail }],
  }
}
