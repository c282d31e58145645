import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { callerKey, giveBack, type Limit, reserve } from '@/lib/db/limits'
import type { Tx } from '@/lib/db/prisma'
import { bypassRowSecurity, change, read, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { failedSignIn } from '../users/failed-sign-in'
import { lockActiveUser } from '../users/lock-users'
import { type Arrival, setSessionOrganization } from '../users/set-session-organization'
import { consumeChallenge, expectedOrigin, type RelyingParty, relyingPartyOf } from './challenge'
import { type Assertion, invalidPasskey } from './credential'

const perAddress: Limit = { name: 'passkey_ip', points: 30, seconds: 5 * 60, isOfNetwork: true }

interface PasskeyAttempt {
  assertion: Assertion
  browser: string
  /** One of its connections is needed; the session enters it if the user may. */
  organizationId?: string
}

/** Every failure gives the same error. @throws DomainError invalid, too_many */
export async function signInWithPasskey(tenantId: string, attempt: PasskeyAttempt): Promise<Arrival> {
  const counted = callerKey(tenantId)
  await reserve(perAddress, counted)
  const tried = await tryPasskey(tenantId, attempt)
  if ('refused' in tried) {
    await recordRefusal(tenantId, { ...tried, organizationId: attempt.organizationId ?? null })
    throw new DomainError('invalid', invalidPasskey)
  }
  await giveBack(perAddress, counted)
  return tried.arrival
}

interface Refused {
  refused: 'challenge' | 'passkey' | 'answer' | 'meanwhile'
  userId?: string
}

async function tryPasskey(
  tenantId: string,
  { assertion, browser, organizationId: requestedId }: PasskeyAttempt,
): Promise<{ arrival: Arrival } | Refused> {
  const organizationId = requestedId ?? null
  const requested = { tenantId, purpose: 'passkey_sign_in', holder: browser } as const
  if (!(await consumeChallenge(requested, assertion.claims.challenge))) return { refused: 'challenge' }
  const { party, known } = await read(
    bypassRowSecurity('a user signs in with a passkey', tenantId),
    async (tx) => ({
      party: await relyingPartyOf(tx, tenantId),
      known: await findPasskey(tx, tenantId, { credentialId: assertion.credential.id, organizationId }),
    }),
  )
  if (!known) return { refused: 'passkey' }
  const { userId } = known
  const verified = await verifyAssertion(assertion, { party, known })
  if (!verified) return { refused: 'answer', userId }
  const arrival = await signIn(tenantId, { ...known, ...verified }, organizationId)
  return arrival ? { arrival } : { refused: 'meanwhile', userId }
}

async function findPasskey(
  tx: Tx,
  tenantId: string,
  { credentialId, organizationId }: { credentialId: string; organizationId: string | null },
): Promise<KnownPasskey | null> {
  const [found] = await tx.$queryRaw<KnownPasskey[]>`
    SELECT p.id, p.user_id AS "userId", c.id AS "connectionId", p.credential_id AS "credentialId",
      p.public_key AS "publicKey", p.counter
    FROM passkeys p
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = p.user_id
      AND NOT u.blocked AND u.email_verified_at IS NOT NULL
    JOIN connections c ON c.tenant_id = ${tenantId} AND c.strategy = 'passkey'
    WHERE p.tenant_id = ${tenantId} AND p.credential_id = ${credentialId}
      AND (${organizationId}::text IS NULL OR EXISTS (
        SELECT FROM enabled_connections e
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.connection_id = c.id
          AND e.is_enabled))`
  return found ?? null
}

/** Null if, since the check, the passkey was removed, its user blocked or its counter raised. A counter of 0 is none. */
function signIn(
  tenantId: string,
  known: KnownPasskey & VerifiedAssertion,
  organizationId: string | null,
): Promise<Arrival | null> {
  const { id, userId, connectionId, counter, amr } = known
  return change(bypassRowSecurity('a user signs in with a passkey', tenantId), async (tx) => {
    if (!(await lockActiveUser(tx, tenantId, { userId }))) return unchanged(null)
    const used = await tx.$executeRaw`
      UPDATE passkeys SET counter = ${counter}, last_used_at = now()
      WHERE tenant_id = ${tenantId} AND id = ${id} AND (counter < ${counter} OR (counter = 0 AND ${counter} = 0))`
    if (used === 0) return unchanged(null)
    const { arrival, events } = await setSessionOrganization(
      tx,
      { tenantId, userId, connectionId, amr },
      organizationId,
    )
    return { result: arrival, events }
  })
}

function recordRefusal(
  tenantId: string,
  { refused: reason, userId, organizationId }: Refused & { organizationId: string | null },
): Promise<void> {
  const by = { userId: userId ?? null }
  return change(bypassRowSecurity('a user signs in with a passkey', tenantId), async (tx) => ({
    result: undefined,
    events: [
      {
        type: 'session.refused',
        target: { kind: 'user', id: userId ?? 'unknown' },
        details: { amr: ['user'], way: 'passkey', reason },
      },
      ...(await failedSignIn(tx, { tenantId, organizationId, way: 'passkey', by })),
    ],
  }))
}

interface KnownPasskey {
  id: string
  userId: string
  connectionId: string
  credentialId: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: bigint
}

interface VerifiedAssertion {
  counter: bigint
  /** RFC 8176: `hwk` (key in hardware) or `swk` (synced key), and `user` (user presence). */
  amr: string[]
}

/** The response must be signed by this passkey on Foyer’s pages, with the user verified by the device. */
async function verifyAssertion(
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
