import type { SelfAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { hasAnotherSignInMethod } from '../users/has-another-way'

/** Sends the user an email. @throws DomainError not_found; conflict for their only way to sign in */
export async function removePasskey(access: SelfAccess, id: string): Promise<void> {
  const { tenantId, userId } = access
  await change(access, async (tx) => {
    const [removed] = await tx.$queryRaw<{ name: string; email: string }[]>`
      DELETE FROM passkeys p USING users u
      WHERE p.tenant_id = ${tenantId} AND p.id = ${id} AND p.user_id = ${userId}
        AND u.tenant_id = p.tenant_id AND u.id = p.user_id
      RETURNING p.name, u.email`
    if (!removed) throw notFound()
    if (!(await hasAnotherSignInMethod(tx, access))) {
      throw new DomainError(
        'conflict',
        'This is your only way to sign in. Set a password or add another passkey first.',
      )
    }
    const { name, email: to } = removed
    return {
      result: undefined,
      events: [{ type: 'passkey.removed', target: { kind: 'passkey', id, name } }],
      mails: [{ template: 'passkey_removed', passkeyName: name, to }],
    }
  })
}
