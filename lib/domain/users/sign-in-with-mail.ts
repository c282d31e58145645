import { change, type ChangeResult } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { atTheDoor } from './at-the-door'
import { connectionOf } from './connection-of'
import { invalidEmailToken } from './invalid-email-token'
import { setSessionOrganization, type Arrival } from './set-session-organization'
import { lockPerson } from './lock-person'
import { reserveProof } from './mail-limits'
import { proveUser } from './prove-user'
import { consumeEmailToken, type ProofKey } from './consume-email-token'

/**
 * Opens a session for the user who presents the emailed link or code. This also verifies the user’s address.
 * @throws DomainError gone; too_many
 */
export async function signInWithMail(
  tenantId: string,
  key: ProofKey,
): Promise<Arrival & { returnTo: string | null }> {
  await reserveProof(tenantId)
  const entered = await change(atTheDoor(tenantId), (tx) => enter(tx, tenantId, key))
  if (!entered) throw invalidEmailToken(key)
  return entered
}

async function enter(
  tx: Tx,
  tenantId: string,
  key: ProofKey,
): Promise<ChangeResult<(Arrival & { returnTo: string | null }) | null>> {
  const proof = await consumeEmailToken(tx, { tenantId, purpose: 'sign_in', key })
  const userId = proof?.userId ?? null
  if (!proof || userId === null || !(await lockPerson(tx, tenantId, userId))) {
    return { result: null, events: [refused(userId)] }
  }
  const connectionId = await connectionOf(tx, tenantId, 'email')
  const wasProven = !(await proveUser(tx, { tenantId, userId }))
  const { arrival, events } = await setSessionOrganization(
    tx,
    { tenantId, userId, connectionId, amr: ['otp'] },
    proof.organizationId,
  )
  return {
    result: { ...arrival, returnTo: proof.returnTo },
    events: wasProven ? events : [proven(userId), ...events],
  }
}

function refused(userId: string | null): Event {
  return {
    type: 'session.refused',
    target: { kind: 'user', id: userId ?? 'unknown' },
    details: { amr: ['otp'] },
  }
}

function proven(userId: string): Event {
  return { type: 'user.proven', actor: { kind: 'user', id: userId }, target: { kind: 'user', id: userId } }
}
