import { randomBytes } from 'node:crypto'
import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server'
import { COSEALG } from '@simplewebauthn/server/helpers'
import type { SelfAccess } from '@/lib/access'
import { callerKey, type Limit, reserve } from '@/lib/db/limits'
import type { Tx } from '@/lib/db/prisma'
import { bookkeeping, bypassRowSecurity, change, read } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { sha256Hex } from '../crypto/digest'
import { assertRecentSignIn } from './recent-sign-in'

const minutes = 5

/** `holder` is the only one who may respond: a browser before sign-in, a session after. */
interface PasskeyRequest {
  tenantId: string
  purpose: 'passkey_sign_in' | 'passkey_addition'
  holder: string
}

const why = 'a passkey challenge belongs to a browser, not to a user'

/** Base64url. Valid for five minutes, by the database’s clock. */
function saveChallenge({ tenantId, purpose, holder }: PasskeyRequest): Promise<string> {
  const challenge = randomBytes(32).toString('base64url')
  return change(bypassRowSecurity(why, tenantId), async (tx) => {
    await tx.$executeRaw`
      INSERT INTO token_artifacts (tenant_id, kind, id_hash, payload, expires_at)
      VALUES (${tenantId}, ${purpose}, ${hashOf(holder, challenge)}, '{}', now() + make_interval(mins => ${minutes}))`
    return bookkeeping(challenge)
  })
}

/** Deletes the challenge in any case: it can be used once, even if the response is wrong. */
export function consumeChallenge(
  { tenantId, purpose, holder }: PasskeyRequest,
  challenge: string,
): Promise<boolean> {
  return change(bypassRowSecurity(why, tenantId), async (tx) => {
    const [deleted] = await tx.$queryRaw<{ isValid: boolean }[]>`
      DELETE FROM token_artifacts
      WHERE tenant_id = ${tenantId} AND kind = ${purpose} AND id_hash = ${hashOf(holder, challenge)}
      RETURNING expires_at > now() AS "isValid"`
    return bookkeeping(deleted?.isValid ?? false)
  })
}

function hashOf(holder: string, challenge: string): string {
  return sha256Hex(`${holder} ${challenge}`)
}

const perAddress: Limit = { name: 'passkey_ask', points: 300, seconds: 5 * 60, isOfNetwork: true }

/** `browser` is a secret of the browser that asks: only it can respond. @throws DomainError too_many */
export async function requestPasskey(tenantId: string, browser: string) {
  await reserve(perAddress, callerKey(tenantId))
  const party = await read(bypassRowSecurity(why, tenantId), (tx) => relyingPartyOf(tx, tenantId))
  const challenge = await saveChallenge({ tenantId, purpose: 'passkey_sign_in', holder: browser })
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: Buffer.from(challenge, 'base64url'),
    userVerification: 'required',
    timeout: minutes * 60_000,
  })
}

const perPerson: Limit = { name: 'passkey_add', points: 30, seconds: 5 * 60 }

/** @throws DomainError sign_in_again when the user did not sign in recently; too_many */
export async function requestNewPasskey(access: SelfAccess) {
  const { tenantId, userId, sessionId } = access
  await reserve(perPerson, `${tenantId} ${userId}`)
  const { party, person } = await read(access, async (tx) => {
    await assertRecentSignIn(tx, access)
    const person = await tx.user.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id: userId } },
      select: { email: true, name: true, passkeys: { select: { credentialId: true, transports: true } } },
    })
    return { party: await relyingPartyOf(tx, tenantId), person }
  })
  const challenge = await saveChallenge({ tenantId, purpose: 'passkey_addition', holder: sessionId })
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
    timeout: minutes * 60_000,
  })
}

/** A credential counts only for the host of the tenant’s URL. */
export interface RelyingParty {
  id: string
  name: string
  origin: string
}

export const algorithms = [COSEALG.ES256, COSEALG.EdDSA, COSEALG.RS256]

export async function relyingPartyOf(tx: Tx, tenantId: string): Promise<RelyingParty> {
  const { name, url } = await tx.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: { name: true, url: true },
  })
  const { hostname, origin } = new URL(url)
  return { id: hostname, name, origin }
}

/** In a demo the port does not matter, so that a second process can respond. */
export function expectedOrigin(party: RelyingParty, claimed: string): string {
  if (!env().demo || !URL.canParse(claimed)) return party.origin
  const [ours, theirs] = [new URL(party.origin), new URL(claimed)]
  const isOurs = ours.protocol === theirs.protocol && ours.hostname === theirs.hostname
  return isOurs ? theirs.origin : party.origin
}
