import type { Tx } from '@/lib/db/prisma'
import { bypassRowSecurity, change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { parseNewPassword } from '@/lib/domain/crypto/new-password'
import { hashPassword } from '@/lib/domain/crypto/password'
import { type CodeRequired, signInWithOneFactor } from '../authenticators/sign-in-with-one-factor'
import { reserveEmail, reserveTokenAttempt } from './email-limits'
import { consumeEmailToken, findEmailToken, invalidEmailToken, voidEmailTokens } from './email-token'
import { countOf, endSessionsOf } from './end-sessions'
import { lockActiveUser } from './lock-users'
import { connectionOf } from './open-session'
import type { Arrival } from './set-session-organization'
import { createTokenFor, type SignInEmailRequest } from './sign-in-with-email'
import { setPassword, verifyUserEmail } from './verify-user-email'

/** @throws DomainError gone, invalid (field `password`), too_many */
export async function resetPassword(
  tenantId: string,
  { token, password }: { token: string; password: string },
): Promise<(Arrival | CodeRequired) & { returnTo: string | null }> {
  await reserveTokenAttempt(tenantId)
  const emailToken = await findEmailToken(tenantId, 'reset_password', token)
  if (emailToken?.state !== 'live') throw invalidEmailToken({ token })
  const { email, name } = emailToken
  const checked = await parseNewPassword(tenantId, name === null ? { email } : { email, name }, password)
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
  if (!emailToken) return unchanged(null)
  const { userId, emailFolded } = emailToken
  const target = { kind: 'user', id: userId ?? 'unknown' }
  if (userId === null || !(await lockActiveUser(tx, tenantId, { userId, emailFolded }))) {
    return { result: null, events: [{ type: 'password.reset_refused', target }] }
  }
  const isNewlyVerified = await verifyUserEmail(tx, { tenantId, userId })
  await setPassword(tx, { tenantId, userId }, passwordHash)
  await voidEmailTokens(tx, { tenantId, emailFolded, purpose: 'reset_password' })
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

/** Writes the same rows and returns the same for known and unknown addresses. @throws DomainError too_many */
export async function requestPasswordReset(
  tenantId: string,
  request: Omit<SignInEmailRequest, 'returnTo'>,
): Promise<{ proofId: string }> {
  await reserveEmail({ tenantId, emailFolded: request.address.folded, purpose: 'reset_password' })
  return change(
    bypassRowSecurity('a password reset is requested before signing in', tenantId),
    async (tx) => {
      const token = { ...request, tenantId, purpose: 'reset_password' } as const
      const { proofId, target, email } = await createTokenFor(tx, token)
      return {
        result: { proofId },
        events: [{ type: 'password.reset_requested', target }],
        mails: [{ template: 'reset_password', ...email }],
      }
    },
  )
}
