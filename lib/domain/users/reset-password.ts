import type { Tx } from '@/lib/db/prisma'
import { bypassRowSecurity, change, type ChangeResult } from '@/lib/db/transaction'
import { hashPassword, passwordFor } from '@/lib/domain/crypto/password'
import { parseInput } from '@/lib/domain/text/parse-input'
import { type CodeRequired, signInWithOneFactor } from '../authenticators/sign-in-with-one-factor'
import { reserveEmail, reserveTokenAttempt } from './email-limits'
import { consumeEmailToken, createEmailToken, findEmailToken, invalidEmailToken } from './email-token'
import { countOf, endSessionsOf } from './end-sessions'
import { lockPerson } from './lock-users'
import { connectionOf } from './open-session'
import { findUserByEmail } from './read-user'
import type { SignInEmailRequest } from './sign-in-with-email'
import type { Arrival } from './set-session-organization'
import { setPassword, verifyUserEmail } from './verify-user-email'

/** @throws DomainError gone, invalid (field `password`), too_many */
export async function resetPassword(
  tenantId: string,
  { token, password }: { token: string; password: string },
): Promise<(Arrival | CodeRequired) & { returnTo: string | null }> {
  await reserveTokenAttempt(tenantId)
  const emailToken = await findEmailToken(tenantId, 'reset_password', token)
  if (emailToken?.state !== 'live') throw invalidEmailToken({ token })
  const owner =
    emailToken.name === null
      ? { email: emailToken.email }
      : { email: emailToken.email, name: emailToken.name }
  const checked = parseInput(passwordFor(owner), password, 'password')
  const passwordHash = await hashPassword(checked)
  const arrival = await change(
    bypassRowSecurity('a user resets a password before signing in', tenantId),
    (tx) => reset(tx, tenantId, { token, passwordHash }),
  )
  if (!arrival) throw invalidEmailToken({ token })
  return arrival
}

async function reset(
  tx: Tx,
  tenantId: string,
  { token, passwordHash }: { token: string; passwordHash: string },
): Promise<ChangeResult<((Arrival | CodeRequired) & { returnTo: string | null }) | null>> {
  const emailToken = await consumeEmailToken(tx, { tenantId, purpose: 'reset_password', key: { token } })
  if (!emailToken) return { result: null, events: 'unchanged' }
  const { userId, emailFolded } = emailToken
  const target = { kind: 'user', id: userId ?? 'unknown' }
  if (userId === null || !(await lockPerson(tx, tenantId, { userId, emailFolded }))) {
    return { result: null, events: [{ type: 'password.reset_refused', target }] }
  }
  const isNewlyVerified = await verifyUserEmail(tx, { tenantId, userId })
  await setPassword(tx, { tenantId, id: userId }, passwordHash)
  await voidOtherLinks(tx, tenantId, emailFolded)
  const ended = await endSessionsOf(tx, { tenantId, userId })
  const connectionId = await connectionOf(tx, tenantId, 'password')
  const { arrival, events } = await signInWithOneFactor(
    tx,
    { tenantId, userId, connectionId, amr: ['pwd'] },
    emailToken.organizationId,
  )
  const actor = { kind: 'user' as const, id: userId }
  return {
    result: { ...arrival, returnTo: emailToken.returnTo },
    events: [
      { type: 'password.changed', actor, target, details: { by: 'mail', ...countOf(ended) } },
      ...(isNewlyVerified ? [{ type: 'user.email_verified', actor, target } as const] : []),
      ...events,
    ],
    mails: [{ template: 'password_changed', to: emailToken.email }],
  }
}

async function voidOtherLinks(tx: Tx, tenantId: string, emailFolded: string): Promise<void> {
  await tx.emailProof.updateMany({
    where: { tenantId, emailFolded, purpose: 'reset_password', usedAt: null },
    data: { usedAt: new Date() },
  })
}

/** Known and unknown addresses leave the same rows and return the same, as in requestSignInEmail(). @throws DomainError too_many */
export async function requestPasswordReset(
  tenantId: string,
  { address, organizationId = null }: SignInEmailRequest,
): Promise<{ proofId: string }> {
  await reserveEmail({ tenantId, emailFolded: address.folded, purpose: 'reset_password' })
  return change(
    bypassRowSecurity('a password reset is requested before signing in', tenantId),
    async (tx) => {
      const known = await findUserByEmail(tx, { tenantId, emailFolded: address.folded, organizationId })
      const userId = known && !known.blocked ? known.id : null
      const emailTokenId = await createEmailToken(tx, {
        tenantId,
        purpose: 'reset_password',
        address,
        userId,
        organizationId,
      })
      const look = known?.isMember && organizationId !== null ? { organizationId } : {}
      return {
        result: { proofId: emailTokenId },
        events: [
          {
            type: 'password.reset_requested',
            target: { kind: 'user', id: userId ?? 'unknown', email: address.folded },
          },
        ],
        mails: [{ template: 'reset_password', proofId: emailTokenId, to: address.email, ...look }],
      }
    },
  )
}
