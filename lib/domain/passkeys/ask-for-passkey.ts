import { generateAuthenticationOptions } from '@simplewebauthn/server'
import { read } from '@/lib/db/transaction'
import { currentOrigin } from '@/lib/db/events'
import { reserve, type Limit } from '@/lib/db/limits'
import { atTheDoor } from '../users/at-the-door'
import { keepChallenge } from './challenge'
import { relyingPartyOf } from './relying-party'

const perAddress: Limit = { name: 'passkey_ask', points: 60, seconds: 5 * 60 }

/**
 * What a browser’s passkeys are asked with. No credentials are named: whoever holds one for this host is found by it.
 * @param browser a secret of the browser that asks; the answer counts from there alone
 * @throws DomainError too_many
 */
export async function askForPasskey(tenantId: string, browser: string) {
  await reserve(perAddress, `${tenantId} ${currentOrigin().ip ?? 'unknown'}`)
  const party = await read(atTheDoor(tenantId), (tx) => relyingPartyOf(tx, tenantId))
  const challenge = await keepChallenge({ tenantId, purpose: 'passkey_sign_in', holder: browser })
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: Buffer.from(challenge, 'base64url'),
    userVerification: 'required',
    timeout: 5 * 60_000,
  })
}
