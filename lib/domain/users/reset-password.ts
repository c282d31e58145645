import { change, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { hashPassword } from '@/lib/domain/crypto/password'
import { parsePassword } from '@/lib/domain/crypto/parse-password'
import { DomainError } from '@/lib/errors'
import { atTheDoor } from './at-the-door'
import { connectionOf } from './connection-of'
import { invalidEmailToken } from './invalid-email-token'
import { countOf, endSessionsOf } from './end-sessions-of'
import { findProof } from './find-proof'
import { setSessionOrganization, type Arrival } from './set-session-organization'
import { lockPerson } from './lock-person'
import { reserveProof } from './mail-limits'
import { proveUser } from './prove-user'
import { setPassword } from './set-password'
import { consumeEmailToken } from './consume-email-token'

/**
 * Sets the password of the user who presents an emailed link, ends all of the user’s sessions, and opens a new one.
 * @throws DomainError gone; invalid (field `password`); too_many
 */
export async function resetPassword(
  tenantId: string,
  { token, password }: { token: string; password: string },
): Promise<Arrival & { returnTo: string | null }> {
  await reserveProof(tenantId)
  const proof = await findProof(tenantId, 'reset_password', token)
  if (proof?.state !== 'live') throw invalidEmailToken({ token })
  const owner = proof.name === null ? { email: proof.email } : { email: proof.email, name: proof.name }
  const judged = parsePassword(password, owner)
  if (!judged.ok) throw new DomainError('invalid', judged.problem, { field: 'password' })
  const passwordHash = await hashPassword(judged.value)
  const arrival = await change(atTheDoor(tenantId), (tx) => reset(tx, tenantId, { token, passwordHash }))
  if (!arrival) throw invalidEmailToken({ token })
  return arrival
}

async function reset(
  tx: Tx,
  tenantId: string,
  { token, passwordHash }: { token: string; passwordHash: string },
): Promise<ChangeResult<(Arrival & { returnTo: string | null }) | null>> {
  const proof = await consumeEmailToken(tx, { tenantId, purpose: 'reset_password', key: { token } })
  if (!proof) return { result: null, events: 'unchanged' }
  const { userId, emailFolded } = proof
  const target = { kind: 'user', id: userId ?? 'unknown' }
  if (userId === null || !(await lockPerson(tx, tenantId, userId))) {
    return { result: null, events: [{ type: 'password.reset_refused', target }] }
  }
  const isNewlyProven = await proveUser(tx, { tenantId, userId })
  await setPassword(tx, { tenantId, id: userId }, passwordHash)
  await voidOtherLinks(tx, tenantId, emailFolded)
  const ended = await endSessionsOf(tx, { tenantId, userId })
  const connectionId = await connectionOf(tx, tenantId, 'password')
  const { arrival, events } = await setSessionOrganization(
    tx,
    { tenantId, userId, connectionId, amr: ['pwd'] },
    proof.organizationId,
  )
  const actor = { kind: 'user' as const, id: userId }
  return {
    result: { ...arrival, returnTo: proof.returnTo },
    events: [
      { type: 'password.changed', actor, target, details: { by: 'mail', ...countOf(ended) } },
      ...(isNewlyProven ? [{ type: 'user.proven', actor, target } as const] : []),
      ...events,
    ],
    mails: [{ template: 'password_changed', to: proof.email }],
  }
}

async function voidOtherLinks(tx: Tx, tenantId: string, emailFolded: string): Promise<void> {
  await tx.emailProof.updateMany({
    where: { tenantId, emailFolded, purpose: 'reset_password', usedAt: null },
    data: { usedAt: new Date() },
  })
}
