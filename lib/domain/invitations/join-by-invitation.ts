import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { unchanged } from '@/lib/db/transaction'
import { hashPassword, passwordFor } from '@/lib/domain/crypto/password'
import { parseInput } from '@/lib/domain/text/parse-input'
import { findUserByEmail } from '@/lib/domain/users/read-user'
import { insertUser } from '@/lib/domain/users/create-user'
import { type Arrival, setSessionOrganization } from '@/lib/domain/users/set-session-organization'
import { verifyUserEmail } from '@/lib/domain/users/verify-user-email'
import { DomainError } from '@/lib/errors'
import { completeAcceptance } from './complete-acceptance'
import { closedInvitation, listAllowedConnections, type Ticketed, withTicket } from './find-by-ticket'

export interface NewPerson {
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
  const email = await openAddress(tenantId, ticket)
  const passwordHash = await hashed(person, email)
  return withTicket({ tenantId, ticket }, async (tx, found) => {
    assertEmailedTicket(found)
    const strategy = passwordHash === undefined ? 'email' : 'password'
    const connectionId = await allowed(tx, found, strategy)
    const { userId, type } = await personOf(tx, found, { name: person.name, passwordHash })
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
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? hasAccount() : error
  })
}

/** Before the password is hashed, because hashing is slow. */
function openAddress(tenantId: string, ticket: string): Promise<string> {
  return withTicket({ tenantId, ticket }, async (_tx, found) => {
    assertEmailedTicket(found)
    return unchanged(found.invitation.email)
  })
}

function assertEmailedTicket(found: Ticketed): void {
  if (found.state !== 'pending') throw closedInvitation(found)
  if (found.purpose !== 'mailed') {
    throw new DomainError('conflict', 'Enter the code from the email first.')
  }
}

async function hashed({ name, password }: NewPerson, email: string): Promise<string | undefined> {
  if (password === undefined) return undefined
  const checked = parseInput(passwordFor({ email, name }), password, 'password')
  return hashPassword(checked)
}

async function allowed(tx: Tx, found: Ticketed, strategy: 'password' | 'email'): Promise<string> {
  const connection = (await listAllowedConnections(tx, found)).find((one) => one.strategy === strategy)
  if (connection) return connection.id
  throw new DomainError(
    'conflict',
    'This sign-in method is not available here. Reload the page to see which ones are.',
  )
}

async function personOf(
  tx: Tx,
  { tenantId, invitation }: Ticketed,
  { name, passwordHash }: { name: string; passwordHash: string | undefined },
): Promise<{ userId: string; type: 'user.signed_up' | 'user.email_verified' }> {
  const { email, emailFolded } = invitation
  const password = passwordHash === undefined ? {} : { passwordHash }
  const known = await findUserByEmail(tx, { tenantId, emailFolded })
  if (!known) {
    const { id } = await insertUser(tx, {
      tenantId,
      email,
      emailFolded,
      name,
      isEmailVerified: true,
      ...password,
    })
    return { userId: id, type: 'user.signed_up' }
  }
  if (!(await verifyUserEmail(tx, { tenantId, userId: known.id, ...password }))) throw hasAccount()
  await tx.user.update({ where: { tenantId_id: { tenantId, id: known.id } }, data: { name } })
  return { userId: known.id, type: 'user.email_verified' }
}

function hasAccount(): DomainError {
  return new DomainError('conflict', 'This address already has an account. Sign in with it to accept.')
}
