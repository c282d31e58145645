import type { Tx } from '@/lib/db/prisma'
import { onUniqueViolation } from '@/lib/db/request-context'
import { unchanged } from '@/lib/db/transaction'
import { parseNewPassword } from '@/lib/domain/crypto/new-password'
import { hashPassword } from '@/lib/domain/crypto/password'
import { findUserByEmail } from '@/lib/domain/users/read-user'
import { insertUser } from '@/lib/domain/users/create-user'
import { type Arrival, setSessionOrganization } from '@/lib/domain/users/set-session-organization'
import { verifyUserEmail } from '@/lib/domain/users/verify-user-email'
import { DomainError } from '@/lib/errors'
import { completeAcceptance } from './accept-invitation'
import { getAllowedConnection } from './allowed-connections'
import { assertPending, type Ticketed, withTicket } from './find-by-ticket'

interface NewPerson {
  name: string
  /** Without one, the user signs in by email. */
  password?: string | undefined
}

/**
 * Never touches a verified account. Takes over an unverified one, without anything that was set before.
 * @throws DomainError invalid at `password`; not_found, gone, conflict if the address has an account
 */
export async function joinByInvitation(
  tenantId: string,
  ticket: string,
  person: NewPerson,
): Promise<Arrival> {
  const email = await getInvitedAddress(tenantId, ticket)
  const passwordHash = await hashOf(tenantId, person, email)
  return withTicket({ tenantId, ticket }, async (tx, found) => {
    assertEmailedTicket(found)
    const strategy = passwordHash === undefined ? 'email' : 'password'
    const { id: connectionId } = await getAllowedConnection(tx, found, { strategy })
    const { userId, type } = await insertOrVerifyUser(tx, found, { name: person.name, passwordHash })
    const accepted = await completeAcceptance(tx, found, userId)
    const amr = [strategy === 'email' ? 'otp' : 'pwd']
    const { arrival, events } = await setSessionOrganization(
      tx,
      { tenantId, userId, connectionId, amr },
      found.organization.id,
    )
    const target = { kind: 'user', id: userId, name: person.name, email }
    return {
      result: arrival,
      events: [{ type, actor: { kind: 'user', id: userId }, target }, ...accepted.events, ...events],
      mails: accepted.mails,
    }
  }).catch(onUniqueViolation(addressTaken))
}

/** Before the password is hashed, because hashing is slow. */
function getInvitedAddress(tenantId: string, ticket: string): Promise<string> {
  return withTicket({ tenantId, ticket }, async (_tx, found) => {
    assertEmailedTicket(found)
    return unchanged(found.invitation.email)
  })
}

function assertEmailedTicket(found: Ticketed): void {
  assertPending(found)
  if (found.purpose !== 'mailed') throw new DomainError('conflict', 'Enter the code from the email first.')
}

async function hashOf(
  tenantId: string,
  { name, password }: NewPerson,
  email: string,
): Promise<string | undefined> {
  if (password === undefined) return undefined
  return hashPassword(await parseNewPassword(tenantId, { email, name }, password))
}

async function insertOrVerifyUser(
  tx: Tx,
  { tenantId, invitation }: Ticketed,
  { name, passwordHash }: { name: string; passwordHash: string | undefined },
): Promise<{ userId: string; type: 'user.signed_up' | 'user.email_verified' }> {
  const { email, emailFolded } = invitation
  const password = passwordHash === undefined ? {} : { passwordHash }
  const known = await findUserByEmail(tx, { tenantId, emailFolded })
  if (!known) {
    const user = { tenantId, email, emailFolded, name, isEmailVerified: true, ...password }
    const { id } = await insertUser(tx, user)
    return { userId: id, type: 'user.signed_up' }
  }
  if (!(await verifyUserEmail(tx, { tenantId, userId: known.id, ...password }))) throw addressTaken()
  await tx.user.update({ where: { tenantId_id: { tenantId, id: known.id } }, data: { name } })
  return { userId: known.id, type: 'user.email_verified' }
}

function addressTaken(): DomainError {
  return new DomainError('conflict', 'This address already has an account. Sign in with it to accept.')
}
