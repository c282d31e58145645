import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { bypassRowSecurity, change, type ChangeResult } from '@/lib/db/transaction'
import type { EmailAddress } from '@/lib/domain/text/email-address'
import { type CodeRequired, signInWithOneFactor } from '../authenticators/sign-in-with-one-factor'
import { reserveEmail, reserveTokenAttempt } from './email-limits'
import {
  type ConsumedEmailToken,
  consumeEmailToken,
  createEmailToken,
  type EmailTokenKey,
  findTriedToken,
  invalidEmailToken,
} from './email-token'
import { failedSignIn } from './failed-sign-in'
import { lockActiveUser } from './lock-users'
import { connectionOf } from './open-session'
import { findUserByEmail } from './read-user'
import type { Arrival } from './set-session-organization'
import { verifyUserEmail } from './verify-user-email'

/** Also verifies the user’s address. @throws DomainError gone, too_many */
export async function signInWithEmail(
  tenantId: string,
  key: EmailTokenKey,
): Promise<(Arrival | CodeRequired) & { returnTo: string | null }> {
  await reserveTokenAttempt(tenantId)
  const arrival = await change(
    bypassRowSecurity('a user signs in with a link or code from an email', tenantId),
    (tx) => signIn(tx, tenantId, key),
  )
  if (!arrival) throw invalidEmailToken(key)
  return arrival
}

async function signIn(
  tx: Tx,
  tenantId: string,
  key: EmailTokenKey,
): Promise<ChangeResult<((Arrival | CodeRequired) & { returnTo: string | null }) | null>> {
  const emailToken = await consumeEmailToken(tx, { tenantId, purpose: 'sign_in', key })
  const userId = emailToken?.userId ?? null
  const { emailFolded } = emailToken ?? {}
  if (!emailToken || userId === null || !(await lockActiveUser(tx, tenantId, { userId, emailFolded }))) {
    const tried = emailToken ?? (await findTriedToken(tx, tenantId, key))
    return { result: null, events: [refused(userId), ...(await failedAtOrganization(tx, tenantId, tried))] }
  }
  const connectionId = await connectionOf(tx, tenantId, 'email')
  const wasVerified = !(await verifyUserEmail(tx, { tenantId, userId }))
  const { arrival, events } = await signInWithOneFactor(
    tx,
    { tenantId, userId, connectionId, amr: ['otp'] },
    emailToken.organizationId,
  )
  return {
    result: { ...arrival, returnTo: emailToken.returnTo },
    events: wasVerified ? events : [verified(userId), ...events],
  }
}

function refused(userId: string | null): Event {
  return {
    type: 'session.refused',
    target: { kind: 'user', id: userId ?? 'unknown' },
    details: { amr: ['otp'] },
  }
}

function failedAtOrganization(
  tx: Tx,
  tenantId: string,
  tried: Pick<ConsumedEmailToken, 'userId' | 'organizationId'> | null,
): Promise<Event[]> {
  const { organizationId, userId } = tried ?? { organizationId: null, userId: null }
  return failedSignIn(tx, { tenantId, organizationId, way: 'email', by: { userId } })
}

function verified(userId: string): Event {
  return {
    type: 'user.email_verified',
    actor: { kind: 'user', id: userId },
    target: { kind: 'user', id: userId },
  }
}

export interface SignInEmailRequest {
  address: EmailAddress
  organizationId?: string | null
  returnTo?: string | null
}

/**
 * Writes the same rows for known and unknown addresses. Returns the id of the email token, which is not secret.
 * @throws DomainError too_many
 */
export async function requestSignInEmail(
  tenantId: string,
  request: SignInEmailRequest,
): Promise<{ proofId: string }> {
  await reserveEmail({ tenantId, emailFolded: request.address.folded, purpose: 'sign_in' })
  return change(bypassRowSecurity('a sign-in email is requested before signing in', tenantId), async (tx) => {
    const { proofId, target, email } = await createTokenFor(tx, { ...request, tenantId, purpose: 'sign_in' })
    return {
      result: { proofId },
      events: [{ type: 'session.mail_requested', target }],
      mails: [{ template: 'sign_in', ...email }],
    }
  })
}

/** Without a user for an address that is unknown or whose user is blocked. */
export async function createTokenFor(
  tx: Tx,
  request: SignInEmailRequest & { tenantId: string; purpose: 'sign_in' | 'reset_password' },
) {
  const { tenantId, address, organizationId = null } = request
  const known = await findUserByEmail(tx, { tenantId, emailFolded: address.folded, organizationId })
  const userId = known && !known.blocked ? known.id : null
  const proofId = await createEmailToken(tx, { ...request, userId })
  const branding = known?.isMember && organizationId !== null ? { organizationId } : {}
  return {
    proofId,
    target: { kind: 'user', id: userId ?? 'unknown', email: address.folded },
    email: { proofId, to: address.email, ...branding },
  }
}
