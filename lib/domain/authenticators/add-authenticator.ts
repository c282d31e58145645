import type { SelfAccess, TenantAccess } from '@/lib/access'
import { type Limit, reserve } from '@/lib/db/limits'
import type { Tx } from '@/lib/db/prisma'
import { onUniqueViolation } from '@/lib/db/request-context'
import { change, type ChangeResult, read, unchanged } from '@/lib/db/transaction'
import { DomainError, invalid, notFound } from '@/lib/errors'
import { assertRecentSignIn } from '../passkeys/recent-sign-in'
import { lockUser } from '../users/lock-users'
import { noteSecondFactor } from './second-factors'
import { storeRecoveryCodes } from './recovery-codes'
import { databaseTime, matchingStep, newAuthenticatorSecret, sealSecret } from './totp'

const perUser: Limit = { name: 'authenticator_add', points: 30, seconds: 15 * 60 }

/** A secret for an app, stored only once a code confirms it. @throws DomainError sign_in_again, conflict */
export async function startAuthenticator(access: SelfAccess): Promise<string> {
  await read(access, async (tx) => {
    await assertRecentSignIn(tx, access)
    const { tenantId, userId } = access
    if ((await tx.authenticator.count({ where: { tenantId, userId } })) > 0) throw alreadyAdded()
  })
  return newAuthenticatorSecret()
}

/**
 * Returns the recovery codes, which are stored only as hashes. The session has a second factor from then on.
 * @throws DomainError sign_in_again; invalid at `code`; conflict; too_many
 */
export async function addAuthenticator(
  access: SelfAccess,
  { secret, code }: { secret: string; code: string },
): Promise<string[]> {
  await reserve(perUser, `${access.tenantId} ${access.userId}`)
  return change(access, (tx) => add(tx, access, { secret, code })).catch(onUniqueViolation(alreadyAdded))
}

async function add(
  tx: Tx,
  access: SelfAccess,
  { secret, code }: { secret: string; code: string },
): Promise<ChangeResult<string[]>> {
  const { tenantId, userId } = access
  await assertRecentSignIn(tx, access)
  const step = matchingStep(secret, code, await databaseTime(tx))
  if (step === null) throw invalid('code', 'This code doesn’t match. Enter the code that your app shows now.')
  const sealedSecret = await sealSecret(access, secret)
  const { user } = await tx.authenticator.create({
    data: { userId, sealedSecret, lastUsedStep: step },
    select: { user: { select: { email: true } } },
  })
  await noteSecondFactor(tx, access, ['otp'])
  return {
    result: await storeRecoveryCodes(tx, { tenantId, userId }, secret),
    events: [{ type: 'authenticator.added', target: { kind: 'user', id: userId } }],
    mails: [{ template: 'authenticator_added', to: user.email }],
  }
}

function alreadyAdded(): DomainError {
  return new DomainError('conflict', 'You already have an authenticator app. Remove it to set up another.')
}

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
