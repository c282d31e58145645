import { createHmac, randomBytes } from 'node:crypto'
import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change } from '@/lib/db/transaction'
import { derive } from '@/lib/domain/crypto/derive'
import { notFound } from '@/lib/errors'
import { assertRecentSignIn } from '../passkeys/recent-sign-in'
import { type AuthenticatorOwner, unsealSecret } from './totp'

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

const codeCount = 10

/** Lower case, without letters and digits that look alike. */
const alphabet = '23456789abcdefghjkmnpqrstvwxyz'
const length = 12

/** 12 characters (58 bits) in three groups, as they are shown. */
function newRecoveryCode(): string {
  // Each of the 30 characters is then as likely as the others.
  const unbiased = [...randomBytes(length * 4)].filter((byte) => byte < 240).slice(0, length)
  if (unbiased.length < length) return newRecoveryCode()
  const text = unbiased.map((byte) => alphabet.charAt(byte % alphabet.length)).join('')
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`
}

/** The key comes from the authenticator’s secret, which stays valid when FOYER_SECRET is rotated. */
export function hashRecoveryCode(
  secret: string,
  { tenantId, userId }: AuthenticatorOwner,
  code: string,
): string {
  const key = derive(secret, 'recovery code', tenantId, userId)
  return createHmac('sha256', key)
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .digest('hex')
}

/** Replaces the codes that the user has. */
export async function storeRecoveryCodes(
  tx: Tx,
  { tenantId, userId }: AuthenticatorOwner,
  secret: string,
): Promise<string[]> {
  const codes = Array.from({ length: codeCount }, newRecoveryCode)
  await tx.recoveryCode.deleteMany({ where: { tenantId, userId } })
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeHash: hashRecoveryCode(secret, { tenantId, userId }, code) })),
  })
  return codes
}
