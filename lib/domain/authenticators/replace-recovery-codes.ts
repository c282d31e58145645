import type { SelfAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { assertRecentSignIn } from '../passkeys/recent-sign-in'
import { storeRecoveryCodes } from './recovery-code'
import { unsealSecret } from './totp'

/** Earlier codes stop working. Sends the user an email. @throws DomainError sign_in_again, not_found */
export function replaceRecoveryCodes(access: SelfAccess): Promise<string[]> {
  const { tenantId, userId } = access
  return change(access, async (tx) => {
    await assertRecentSignIn(tx, access)
    const [found] = await tx.$queryRaw<{ sealedSecret: string; email: string }[]>`
      SELECT a.sealed_secret AS "sealedSecret", u.email
      FROM authenticators a JOIN users u ON u.tenant_id = ${tenantId} AND u.id = a.user_id
      WHERE a.tenant_id = ${tenantId} AND a.user_id = ${userId}
      FOR NO KEY UPDATE OF a`
    if (!found) throw notFound()
    const secret = await unsealSecret(access, found.sealedSecret)
    return {
      result: await storeRecoveryCodes(tx, access, secret),
      events: [{ type: 'recovery_codes.replaced', target: { kind: 'user', id: userId } }],
      mails: [{ template: 'recovery_codes_replaced', to: found.email }],
    }
  })
}
