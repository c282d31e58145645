import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { Assertion } from './parse-credential'
import { expectedOrigin, type RelyingParty } from './relying-party'

export interface KnownPasskey {
  id: string
  userId: string
  connectionId: string
  credentialId: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: bigint
}

export interface VerifiedAssertion {
  counter: bigint
  /** Authentication methods (RFC 8176): `hwk` (key in hardware) or `swk` (synced key), and `user` (user presence). */
  amr: string[]
}

/**
 * Checks that the response was signed by this passkey, on our pages, for our host, and that the device verified its
 * user. Null if not.
 */
export async function verifyAssertion(
  { credential, claims }: Assertion,
  { party, known }: { party: RelyingParty; known: KnownPasskey },
): Promise<VerifiedAssertion | null> {
  const { userHandle } = credential.response
  if (Buffer.from(userHandle, 'base64url').toString('utf8') !== known.userId) return null
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: credential,
      expectedChallenge: claims.challenge,
      expectedOrigin: expectedOrigin(party, claims.origin),
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: { id: known.credentialId, publicKey: known.publicKey, counter: Number(known.counter) },
    })
    const key = authenticationInfo.credentialDeviceType === 'singleDevice' ? 'hwk' : 'swk'
    return verified ? { counter: BigInt(authenticationInfo.newCounter), amr: [key, 'user'] } : null
  } catch {
    // The library only computes, and throws whenever it refuses a response.
    return null
  }
}
