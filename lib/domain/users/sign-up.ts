import type { Tx } from '@/lib/db/prisma'
import { onUniqueViolation } from '@/lib/db/request-context'
import { bypassRowSecurity, change, unchanged } from '@/lib/db/transaction'
import { parseNewPassword } from '@/lib/domain/crypto/new-password'
import { hashPassword } from '@/lib/domain/crypto/password'
import type { EmailAddress } from '@/lib/domain/text/email-address'
import { DomainError } from '@/lib/errors'
import { joinAfterSignUp } from '../join-links/join-by-link'
import { insertUser } from './create-user'
import { reserveEmail, reserveTokenAttempt } from './email-limits'
import {
  type ConsumedEmailToken,
  consumeEmailToken,
  createEmailToken,
  type EmailTokenKey,
  invalidEmailToken,
} from './email-token'
import { connectionOf } from './open-session'
import { findUserByEmail } from './read-user'
import { type Arrival, setSessionOrganization } from './set-session-organization'
import { verifyUserEmail } from './verify-user-email'

export interface SignUp {
  name: string
  address: EmailAddress
  /** Only through a join link can it be missing: the user then signs in by email. */
  password: string | undefined
  /** Whether the user may enter it is decided once the address is verified. */
  organizationId?: string | null
  joinLinkId?: string
  returnTo?: string | null
}

/**
 * Answers the same for an address that has an account. Returns the email token’s id, which is not secret.
 * @throws DomainError invalid (field `password`), too_many
 */
export async function signUp(
  tenantId: string,
  { name, address, password, organizationId = null, joinLinkId, returnTo = null }: SignUp,
): Promise<{ proofId: string }> {
  const owner = { email: address.email, name }
  const checked = password === undefined ? undefined : await parseNewPassword(tenantId, owner, password)
  await reserveEmail({ tenantId, emailFolded: address.folded, purpose: 'sign_up' })
  const passwordHash = checked === undefined ? undefined : await hashPassword(checked)
  return change(bypassRowSecurity('a user signs up', tenantId), async (tx) => {
    const known = await findUserByEmail(tx, { tenantId, emailFolded: address.folded })
    const userId = known?.id ?? null
    const emailTokenId = await createEmailToken(tx, {
      tenantId,
      purpose: 'sign_up',
      address,
      userId,
      organizationId,
      joinLinkId,
      name,
      passwordHash,
      returnTo,
    })
    const mail = known?.isEmailVerified
      ? { template: 'sign_up_existing' as const }
      : { template: 'sign_up_proof' as const, proofId: emailTokenId }
    return {
      result: { proofId: emailTokenId },
      events: [
        {
          type: 'user.sign_up_requested',
          target: { kind: 'user', id: userId ?? 'unknown', email: address.folded },
        },
      ],
      mails: [{ ...mail, to: address.email }],
    }
  })
}

/**
 * A user created through the API becomes verified, and keeps only this password.
 * @throws DomainError gone for a link or code that does not work; conflict if the address got an account meanwhile
 */
export async function verifySignUp(
  tenantId: string,
  key: EmailTokenKey,
  password?: string,
): Promise<Arrival & { returnTo: string | null }> {
  await reserveTokenAttempt(tenantId)
  const chosenHash = password === undefined ? null : await hashPassword(password)
  const verified = await verify(tenantId, key, chosenHash).catch(onUniqueViolation(addressTaken))
  if (!verified) throw invalidEmailToken(key)
  return verified
}

function verify(
  tenantId: string,
  key: EmailTokenKey,
  chosenHash: string | null,
): Promise<(Arrival & { returnTo: string | null }) | null> {
  return change(bypassRowSecurity('a user verifies the email address of a sign-up', tenantId), async (tx) => {
    const emailToken = await consumeEmailToken(tx, { tenantId, purpose: 'sign_up', key })
    if (!emailToken) return unchanged(null)
    const passwordHash = chosenHash ?? emailToken.passwordHash
    const { userId, type } = await insertOrVerifyUser(tx, tenantId, { ...emailToken, passwordHash })
    const connectionId = await connectionOf(tx, tenantId, passwordHash === null ? 'email' : 'password')
    const person = { tenantId, userId, connectionId, amr: [passwordHash === null ? 'otp' : 'pwd'] }
    const { returnTo, events: joined } = await joinAfterSignUp(tx, person, emailToken)
    const { arrival, events } = await setSessionOrganization(tx, person, emailToken.organizationId)
    const actor = { kind: 'user' as const, id: userId }
    return {
      result: { ...arrival, returnTo },
      events: [
        { type, actor, target: { kind: 'user', id: userId, email: emailToken.emailFolded } },
        ...joined,
        ...events,
      ],
    }
  })
}

async function insertOrVerifyUser(
  tx: Tx,
  tenantId: string,
  { email, emailFolded, name, passwordHash: hash, joinLinkId }: ConsumedEmailToken,
): Promise<{ userId: string; type: 'user.signed_up' | 'user.email_verified' }> {
  if (name === null || (hash === null && joinLinkId === null))
    throw new Error('A sign-up’s email token has no name or password.')
  const password = hash === null ? {} : { passwordHash: hash }
  const known = await findUserByEmail(tx, { tenantId, emailFolded })
  if (!known) {
    const user = { tenantId, email, emailFolded, name, isEmailVerified: true, ...password }
    const { id } = await insertUser(tx, user)
    return { userId: id, type: 'user.signed_up' }
  }
  if (!(await verifyUserEmail(tx, { tenantId, userId: known.id, ...password }))) throw addressTaken()
  return { userId: known.id, type: 'user.email_verified' }
}

function addressTaken(): DomainError {
  return new DomainError(
    'conflict',
    'This address already has an account. Sign in with it, or reset its password there.',
  )
}
