import type { SelfAccess } from '@/lib/access'
import { change, read } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { hashPassword, passwordFor, verifyPassword } from '@/lib/domain/crypto/password'
import { parseInput } from '@/lib/domain/text/parse-input'
import { type DomainError, invalid, notFound } from '@/lib/errors'
import { countOf, endSessionsOf } from './end-sessions'
import { returnAttempt, reserveAttempt } from './sign-in-limits'

export interface PasswordChange {
  current: string
  password: string
}

/** @throws DomainError invalid (field `current_password` or `password`), too_many */
export async function changePassword(
  access: SelfAccess,
  { current, password }: PasswordChange,
): Promise<void> {
  const person = await read(access, (tx) => findPerson(tx, access))
  const counted = { tenantId: access.tenantId, emailFolded: person.emailFolded, device: access.sessionId }
  await reserveAttempt(counted)
  if (!(await verifyPassword(person.passwordHash, current))) throw wrong()
  await returnAttempt(counted)
  const checked = parseInput(passwordFor(person), password, 'password')
  const passwordHash = await hashPassword(checked)
  const changed = await change(access, (tx) => replace(tx, access, { ...person, next: passwordHash }))
  if (!changed) throw wrong()
}

interface PersonWithPassword {
  email: string
  emailFolded: string
  name: string
  passwordHash: string | null
}

async function findPerson(tx: Tx, { tenantId, userId }: SelfAccess): Promise<PersonWithPassword> {
  const [person] = await tx.$queryRaw<PersonWithPassword[]>`
    SELECT u.email, u.email_folded AS "emailFolded", u.name, (
      SELECT i.password_hash FROM identities i
      WHERE i.tenant_id = ${tenantId} AND i.user_id = u.id AND i.password_hash IS NOT NULL LIMIT 1) AS "passwordHash"
    FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = ${userId}`
  if (!person) throw notFound()
  return person
}

async function replace(tx: Tx, access: SelfAccess, person: PersonWithPassword & { next: string }) {
  const { tenantId, userId, sessionId } = access
  const { count } = await tx.identity.updateMany({
    where: { tenantId, userId, passwordHash: person.passwordHash },
    data: { passwordHash: person.next, changedAt: new Date() },
  })
  if (count === 0) return { result: false, events: 'unchanged' as const }
  const ended = await endSessionsOf(tx, { tenantId, userId, keep: sessionId })
  const target = { kind: 'user', id: userId }
  const event = {
    type: 'password.changed' as const,
    target,
    details: { by: 'person', ...countOf(ended) },
  }
  return {
    result: true,
    events: [event] as const,
    mails: [{ template: 'password_changed' as const, to: person.email }],
  }
}

function wrong(): DomainError {
  return invalid('current_password', 'That is not your current password.')
}
