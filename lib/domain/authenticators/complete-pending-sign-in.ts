import type { SystemAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { bypassRowSecurity, change, type ChangeResult, unchanged, withEvents } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import { assertTrustedProvider, untrustedReason } from '../connections/assert-trusted-provider'
import { failed } from '../connections/connection-failures'
import { federatedProfile } from '../connections/federated-profile'
import { failedSignIn } from '../users/failed-sign-in'
import { lockActiveUser } from '../users/lock-users'
import { type Arrival, setSessionOrganization } from '../users/set-session-organization'
import { hashRecoveryCode } from './recovery-codes'
import { reserveCodeAttempt, returnCodeAttempt } from './second-factor-limits'
import { type AuthenticatorOwner, databaseTime, matchingStep, unsealSecret } from './totp'

const mostAttempts = 5
const samlSignIn = federatedProfile.shape.profile.shape.saml

interface PendingAttempt {
  pending: { id: string; userId: string }
  factor: SecondFactor
  device?: string | undefined
}

/**
 * Opens the session that the first factor asked for, once. Wrong and used codes give the same error.
 * @throws DomainError invalid at `code`; gone when the sign-in must start again; too_many
 */
export async function completePendingSignIn(tenantId: string, attempt: PendingAttempt): Promise<Arrival> {
  const { pending, factor, device } = attempt
  const counted = { tenantId, userId: pending.userId, device }
  await reserveCodeAttempt(counted)
  const access = bypassRowSecurity('a user enters a code from their authenticator app', tenantId)
  const outcome = await change(access, (tx) => complete(tx, tenantId, { pending, factor })).catch(
    (error: unknown) => deleteUntrusted(access, pending.id, error),
  )
  if (outcome === 'gone') throw startAgain()
  if (outcome === 'refused') throw refusedCode(factor)
  await returnCodeAttempt(counted)
  return outcome
}

interface PendingSignIn {
  id: string
  tenantId: string
  userId: string
  connectionId: string
  amr: string[]
  organizationId: string | null
  saml: unknown
  attempts: number
}

async function complete(
  tx: Tx,
  tenantId: string,
  { pending, factor }: Pick<PendingAttempt, 'pending' | 'factor'>,
): Promise<ChangeResult<Arrival | 'gone' | 'refused'>> {
  if (!(await lockActiveUser(tx, tenantId, { userId: pending.userId }))) return unchanged('gone')
  const counted = await countAttempt(tx, tenantId, pending)
  if (!counted) return unchanged('gone')
  const outcome = await verifyCode(tx, counted, factor)
  if (outcome === 'accepted') return await signIn(tx, counted, factor)
  const isLast = counted.attempts >= mostAttempts
  return {
    result: isLast ? 'gone' : 'refused',
    events: await refusalEvents(tx, counted, { factor, outcome }),
  }
}

async function countAttempt(
  tx: Tx,
  tenantId: string,
  { id, userId }: PendingAttempt['pending'],
): Promise<PendingSignIn | undefined> {
  const [counted] = await tx.$queryRaw<PendingSignIn[]>`
    UPDATE pending_sign_ins SET attempts = attempts + 1
    WHERE tenant_id = ${tenantId} AND id = ${id} AND user_id = ${userId}
      AND attempts < ${mostAttempts} AND expires_at > now()
    RETURNING id, tenant_id AS "tenantId", user_id AS "userId", connection_id AS "connectionId", amr,
      organization_id AS "organizationId", saml, attempts`
  return counted
}

async function signIn(tx: Tx, pending: PendingSignIn, factor: SecondFactor): Promise<ChangeResult<Arrival>> {
  const { id, tenantId, userId, organizationId } = pending
  await tx.pendingSignIn.delete({ where: { tenantId_id: { tenantId, id } } })
  const amr = [...new Set([...pending.amr, 'otp', 'mfa'])]
  const saml = samlSignIn.parse(pending.saml ?? undefined)
  const { arrival, events } = await setSessionOrganization(tx, { ...pending, amr, saml }, organizationId)
  if (amr.includes('federated')) {
    const federated = { connectionId: pending.connectionId, profile: { saml } }
    await assertTrustedProvider(tx, { tenantId, userId, federated })
  }
  if ('code' in factor) return { result: arrival, events }
  const used: Event = {
    type: 'recovery_code.used',
    actor: { kind: 'user', id: userId },
    target: { kind: 'user', id: userId },
  }
  return { result: arrival, events: [used, ...events], mails: [await recoveryCodeEmail(tx, pending)] }
}

/** For a provider whose response is no longer trusted, with one event. @throws any other error */
function deleteUntrusted(access: SystemAccess, id: string, error: unknown): Promise<'gone'> {
  const reason = untrustedReason(error)
  if (reason === null) throw error
  const { tenantId } = access
  return change(access, async (tx) => {
    const pending = await tx.pendingSignIn.findUnique({ where: { tenantId_id: { tenantId, id } } })
    const { count } = await tx.pendingSignIn.deleteMany({ where: { tenantId, id } })
    return withEvents('gone', pending && count > 0 ? [failed(pending, reason)] : [])
  })
}

async function refusalEvents(
  tx: Tx,
  { tenantId, userId, organizationId }: PendingSignIn,
  { factor, outcome: reason }: { factor: SecondFactor; outcome: Exclude<CodeOutcome, 'accepted'> },
): Promise<[Event, ...Event[]]> {
  const way = 'code' in factor ? 'authenticator' : 'recovery_code'
  const target = { kind: 'user', id: userId }
  return [
    { type: 'session.refused', target, details: { amr: ['otp'], way, reason } },
    ...(await failedSignIn(tx, { tenantId, organizationId, way, reason, by: { userId } })),
  ]
}

async function recoveryCodeEmail(tx: Tx, { tenantId, userId }: PendingSignIn): Promise<OutgoingEmail> {
  const { email: to } = await tx.user.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id: userId } },
    select: { email: true },
  })
  const codesLeft = await tx.recoveryCode.count({ where: { tenantId, userId, usedAt: null } })
  return { template: 'recovery_code_used', codesLeft, to }
}

function startAgain(): DomainError {
  return new DomainError('gone', 'This sign-in has expired. Sign in again.')
}

function refusedCode(factor: SecondFactor): DomainError {
  const sentence =
    'code' in factor
      ? 'This code is not valid. Enter the code that your app shows now.'
      : 'This code is not valid. Each recovery code works once.'
  return invalid('code', sentence)
}

export type SecondFactor = { code: string } | { recoveryCode: string }

type CodeOutcome = 'accepted' | 'wrong' | 'used'

/** Uses the code up. Of two concurrent uses, one is accepted. */
async function verifyCode(tx: Tx, owner: AuthenticatorOwner, factor: SecondFactor): Promise<CodeOutcome> {
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
): Promise<CodeOutcome> {
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
): Promise<CodeOutcome> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { tenantId, userId, codeHash, usedAt: null },
    data: { usedAt: new Date() },
  })
  if (count === 1) return 'accepted'
  const known = await tx.recoveryCode.count({ where: { tenantId, userId, codeHash } })
  return known === 1 ? 'used' : 'wrong'
}
