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
  /** How she proved who she is (RFC 8176): a key in hardware or one that is synced, and that she was there. */
  amr: string[]
}

/**
 * Whether the answer was signed by this passkey, on our pages, for our host, by a person whom the device verified.
 * Null when not.
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
    // The library throws for each refusal, and does nothing but compute.
    return null
  }
}
