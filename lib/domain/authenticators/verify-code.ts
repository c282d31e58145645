import type { Tx } from '@/lib/db/prisma'
import { hashRecoveryCode } from './recovery-code'
import { type AuthenticatorOwner, databaseTime, matchingStep, unsealSecret } from './totp'

export type SecondFactor = { code: string } | { recoveryCode: string }

export type CodeVerdict = 'accepted' | 'wrong' | 'used'

/** Uses the code up. Of two uses at once, one is accepted. */
export async function verifyCode(
  tx: Tx,
  owner: AuthenticatorOwner,
  factor: SecondFactor,
): Promise<CodeVerdict> {
  const { tenantId, userId } = owner
  const { sealedSecret } = await tx.authenticator.findUniqueOrThrow({
    where: { tenantId_userId: { tenantId, userId } },
    select: { sealedSecret: true },
  })
  const secret = await unsealSecret(owner, sealedSecret)
  return 'code' in factor
    ? await acceptCode(tx, owner, { secret, code: factor.code })
    : await acceptRecoveryCode(tx, owner, hashRecoveryCode(secret, owner, factor.recoveryCode))
}

async function acceptCode(
  tx: Tx,
  { tenantId, userId }: AuthenticatorOwner,
  { secret, code }: { secret: string; code: string },
): Promise<CodeVerdict> {
  const step = matchingStep(secret, code, await databaseTime(tx))
  if (step === null) return 'wrong'
  const accepted = await tx.$executeRaw`
    UPDATE authenticators SET last_used_step = ${step}, last_used_at = now()
    WHERE tenant_id = ${tenantId} AND user_id = ${userId} AND last_used_step < ${step}`
  return accepted === 1 ? 'accepted' : 'used'
}

async function acceptRecoveryCode(
  tx: Tx,
  { tenantId, userId }: AuthenticatorOwner,
  codeHash: string,
): Promise<CodeVerdict> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { tenantId, userId, codeHash, usedAt: null },
    data: { usedAt: new Date() },
  })
  if (count === 1) return 'accepted'
  const known = await tx.recoveryCode.count({ where: { tenantId, userId, codeHash } })
  return known === 1 ? 'used' : 'wrong'
}
