import { change, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { hashPassword } from '@/lib/domain/crypto/password'
import { DomainError } from '@/lib/errors'
import { atTheDoor } from './at-the-door'
import { connectionOf } from './connection-of'
import { findUserByEmail } from './find-user-by-email'
import { setSessionOrganization, type Arrival } from './set-session-organization'
import { reserveProof } from './mail-limits'
import { makeUser } from './make-user'
import { proveUser } from './prove-user'
import { invalidEmailToken } from './invalid-email-token'
import { consumeEmailToken, type ProofKey, type ConsumedEmailToken } from './consume-email-token'

/**
 * Creates the user of a sign-up, whose address is now verified, and a session. A user created before through the API
 * becomes verified, with this password and no other. A password given here (already validated) replaces the one from
 * the sign-up.
 * @throws DomainError gone for a link or code that does not work; conflict when the address got an account since
 */
export async function proveSignUp(
  tenantId: string,
  key: ProofKey,
  password?: string,
): Promise<Arrival & { returnTo: string | null }> {
  await reserveProof(tenantId)
  const chosenHash = password === undefined ? null : await hashPassword(password)
  const entered = await enter(tenantId, key, chosenHash).catch((error: unknown) => {
    throw isUniqueViolation(error) ? hasAccount() : error
  })
  if (!entered) throw invalidEmailToken(key)
  return entered
}

function enter(
  tenantId: string,
  key: ProofKey,
  chosenHash: string | null,
): Promise<(Arrival & { returnTo: string | null }) | null> {
  return change(atTheDoor(tenantId), async (tx) => {
    const proof = await consumeEmailToken(tx, { tenantId, purpose: 'sign_up', key })
    if (!proof) return unchanged(null)
    const passwordHash = chosenHash ?? proof.passwordHash
    const { userId, type } = await personOf(tx, tenantId, { ...proof, passwordHash })
    const connectionId = await connectionOf(tx, tenantId, 'password')
    const person = { tenantId, userId, connectionId, amr: ['pwd'] }
    const { arrival, events } = await setSessionOrganization(tx, person, proof.organizationId)
    const actor = { kind: 'user' as const, id: userId }
    return {
      result: { ...arrival, returnTo: proof.returnTo },
      events: [{ type, actor, target: { kind: 'user', id: userId, email: proof.emailFolded } }, ...events],
    }
  })
}

async function personOf(
  tx: Tx,
  tenantId: string,
  proof: ConsumedEmailToken,
): Promise<{ userId: string; type: 'user.signed_up' | 'user.proven' }> {
  const { email, emailFolded, name, passwordHash } = proof
  if (name === null || passwordHash === null) throw new Error('A sign-up’s proof holds no name or password.')
  const known = await findUserByEmail(tx, { tenantId, emailFolded })
  if (!known) {
    const { id } = await makeUser(tx, { tenantId, email, emailFolded, name, proven: true, passwordHash })
    return { userId: id, type: 'user.signed_up' }
  }
  if (!(await proveUser(tx, { tenantId, userId: known.id, passwordHash }))) throw hasAccount()
  return { userId: known.id, type: 'user.proven' }
}

function hasAccount(): DomainError {
  return new DomainError(
    'conflict',
    'This address has an account already. Sign in with it, or choose a new password there.',
  )
}
