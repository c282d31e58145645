import type { SelfAccess } from '@/lib/access'
import { type Limit, reserve } from '@/lib/db/limits'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { change, type ChangeResult, read } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import { assertRecentSignIn } from '../passkeys/recent-sign-in'
import { noteSecondFactor } from './second-factors'
import { storeRecoveryCodes } from './recovery-codes'
import { databaseTime, matchingStep, newAuthenticatorSecret, sealSecret } from './totp'

const perUser: Limit = { name: 'authenticator_add', points: 30, seconds: 15 * 60 }

/** A secret for an app, stored only once a code confirms it. @throws DomainError sign_in_again, conflict */
export async function startAuthenticator(access: SelfAccess): Promise<string> {
  await read(access, async (tx) => {
    await assertRecentSignIn(tx, access)
    if (await hasAuthenticator(tx, access)) throw alreadyAdded()
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
  try {
    return await change(access, (tx) => add(tx, access, { secret, code }))
  } catch (error) {
    throw isUniqueViolation(error) ? alreadyAdded() : error
  }
}

async function add(
  tx: Tx,
  access: SelfAccess,
  { secret, code }: { secret: string; code: string },
): Promise<ChangeResult<string[]>> {
  const { tenantId, userId } = access
  await assertRecentSignIn(tx, access)
  const step = matchingStep(secret, code, await databaseTime(tx))
  if (step === null) throw wrongCode()
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

async function hasAuthenticator(tx: Tx, { tenantId, userId }: SelfAccess): Promise<boolean> {
  return (await tx.authenticator.count({ where: { tenantId, userId } })) > 0
}

function alreadyAdded(): DomainError {
  return new DomainError('conflict', 'You already have an authenticator app. Remove it to set up another.')
}

function wrongCode(): DomainError {
  const sentence = 'This code doesn’t match. Enter the code that your app shows now.'
  return invalid('code', sentence)
}
