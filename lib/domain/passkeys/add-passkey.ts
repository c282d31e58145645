import { verifyRegistrationResponse } from '@simplewebauthn/server'
import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { onUniqueViolation } from '@/lib/db/request-context'
import { change, type ChangeResult, read } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { noteSecondFactor } from '../authenticators/second-factors'
import { algorithms, consumeChallenge, expectedOrigin, type RelyingParty, relyingPartyOf } from './challenge'
import type { NewCredential } from './credential'
import { assertRecentSignIn } from './recent-sign-in'

const mostPasskeys = 20

/** The session has a second factor from then on. @throws DomainError sign_in_again, invalid, conflict */
export async function addPasskey(
  access: SelfAccess,
  { credential, name }: { credential: NewCredential; name: string },
): Promise<void> {
  const { tenantId, sessionId } = access
  const requested = { tenantId, purpose: 'passkey_addition', holder: sessionId } as const
  if (!(await consumeChallenge(requested, credential.claims.challenge))) throw notAdded()
  const party = await read(access, (tx) => relyingPartyOf(tx, tenantId))
  const key = await verify(credential, party)
  if (!key) throw notAdded()
  await change(access, (tx) => insert(tx, access, { ...key, name })).catch(
    onUniqueViolation(() => new DomainError('conflict', 'This passkey is already added.')),
  )
}

interface NewKey {
  credentialId: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: number
  transports: string[]
}

async function verify({ credential, claims }: NewCredential, party: RelyingParty): Promise<NewKey | null> {
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: credential,
      expectedChallenge: claims.challenge,
      expectedOrigin: expectedOrigin(party, claims.origin),
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    if (!registrationInfo) return null
    const { id: credentialId, publicKey, counter } = registrationInfo.credential
    return { credentialId, publicKey, counter, transports: credential.response.transports }
  } catch {
    // The library only computes, and throws whenever it refuses a response.
    return null
  }
}

async function insert(
  tx: Tx,
  access: SelfAccess,
  key: NewKey & { name: string },
): Promise<ChangeResult<void>> {
  const { tenantId, userId } = access
  await assertRecentSignIn(tx, access)
  const person = await tx.user.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id: userId } },
    select: { email: true, passkeys: { select: { id: true } } },
  })
  if (person.passkeys.length >= mostPasskeys)
    throw new DomainError('conflict', `You have ${mostPasskeys} passkeys. Remove one to add another.`)
  const id = newId('passkey')
  await tx.passkey.create({ data: { ...key, id, userId } })
  const { name } = key
  await noteSecondFactor(tx, access, ['user'])
  return {
    result: undefined,
    events: [{ type: 'passkey.added', target: { kind: 'passkey', id, name } }],
    mails: [{ template: 'passkey_added', passkeyName: name, to: person.email }],
  }
}

function notAdded(): DomainError {
  return new DomainError('invalid', 'The passkey could not be added. Try again.')
}
