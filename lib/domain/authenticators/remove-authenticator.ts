import type { SelfAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { assertRecentSignIn } from '../passkeys/recent-sign-in'
import { lockUser } from '../users/lock-users'

/** With its recovery codes. Sends the user an email. @throws DomainError sign_in_again, not_found */
export async function removeAuthenticator(access: SelfAccess): Promise<void> {
  await change(access, async (tx) => {
    await assertRecentSignIn(tx, access)
    const removed = await remove(tx, access)
    if (removed.events === 'unchanged') throw notFound()
    return removed
  })
}

/** For a user who lost their app and their recovery codes. @throws DomainError not_found for an unknown user */
export function removeAuthenticatorOf(access: TenantAccess<'update:users'>, userId: string): Promise<void> {
  const { tenantId } = access
  return change(access, (tx) => remove(tx, { tenantId, userId }), { users: [userId] })
}

async function remove(
  tx: Tx,
  { tenantId, userId }: { tenantId: string; userId: string },
): Promise<ChangeResult<void>> {
  const { name, email } = await lockUser(tx, tenantId, userId)
  const { count } = await tx.authenticator.deleteMany({ where: { tenantId, userId } })
  if (count === 0) return unchanged(undefined)
  return {
    result: undefined,
    events: [{ type: 'authenticator.removed', target: { kind: 'user', id: userId, name, email } }],
    mails: [{ template: 'authenticator_removed', to: email }],
  }
}
