import { generateRegistrationOptions } from '@simplewebauthn/server'
import type { SelfAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { reserve, type Limit } from '@/lib/db/limits'
import { keepChallenge } from './challenge'
import { insistOnRecentSignIn } from './recent-sign-in'
import { algorithms, relyingPartyOf } from './relying-party'

const perPerson: Limit = { name: 'passkey_add', points: 30, seconds: 5 * 60 }

/**
 * Options for a device to create a passkey: a discoverable one that verifies its user.
 * @throws DomainError sign_in_again when the user did not sign in recently; too_many
 */
export async function askToAddPasskey(access: SelfAccess) {
  const { tenantId, userId, sessionId } = access
  await reserve(perPerson, `${tenantId} ${userId}`)
  const { party, person } = await read(access, async (tx) => {
    await insistOnRecentSignIn(tx, access)
    const person = await tx.user.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id: userId } },
      select: { email: true, name: true, passkeys: { select: { credentialId: true, transports: true } } },
    })
    return { party: await relyingPartyOf(tx, tenantId), person }
  })
  const challenge = await keepChallenge({ tenantId, purpose: 'passkey_addition', holder: sessionId })
  return generateRegistrationOptions({
    rpID: party.id,
    rpName: party.name,
    userID: Buffer.from(userId, 'utf8'),
    userName: person.email,
    userDisplayName: person.name,
    challenge: Buffer.from(challenge, 'base64url'),
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: person.passkeys.map(({ credentialId: id, transports }) => ({ id, transports })),
    timeout: 5 * 60_000,
  })
}
