import type { SelfAccess } from '@/lib/access'
import { change, type ChangeResult, read, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { parseNewPassword } from '@/lib/domain/crypto/new-password'
import { hashPassword, verifyPassword } from '@/lib/domain/crypto/password'
import { type DomainError, invalid, notFound } from '@/lib/errors'
import { countOf, endSessionsOf } from './end-sessions'
import { returnAttempt, reserveAttempt } from './sign-in-limits'

/** @throws DomainError invalid (field `current_password` or `password`), too_many */
export async function changePassword(
  access: SelfAccess,
  { current, password }: { current: string; password: string },
): Promise<void> {
  const user = await read(access, (tx) => getUserWithPassword(tx, access))
  const counted = { tenantId: access.tenantId, emailFolded: user.emailFolded, device: access.sessionId }
  await reserveAttempt(counted)
  if (!(await verifyPassword(user.passwordHash, current))) throw wrongPassword()
  await returnAttempt(counted)
  const checked = await parseNewPassword(access.tenantId, user, password)
  const newHash = await hashPassword(checked)
  const isReplaced = await change(access, (tx) => replacePassword(tx, access, { ...user, newHash }))
  if (!isReplaced) throw wrongPassword()
}

interface UserWithPassword {
  email: string
  emailFolded: string
  name: string
  passwordHash: string | null
}

async function getUserWithPassword(tx: Tx, { tenantId, userId }: SelfAccess): Promise<UserWithPassword> {
  const [user] = await tx.$queryRaw<UserWithPassword[]>`
    SELECT u.email, u.email_folded AS "emailFolded", u.name, (
      SELECT i.password_hash FROM identities i
      WHERE i.tenant_id = ${tenantId} AND i.user_id = u.id AND i.password_hash IS NOT NULL LIMIT 1) AS "passwordHash"
    FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = ${userId}`
  if (!user) throw notFound()
  return user
}

/** False if the password was changed since it was read. */
async function replacePassword(
  tx: Tx,
  { tenantId, userId, sessionId }: SelfAccess,
  { email, passwordHash, newHash }: UserWithPassword & { newHash: string },
): Promise<ChangeResult<boolean>> {
  const { count } = await tx.identity.updateMany({
    where: { tenantId, userId, passwordHash },
    data: { passwordHash: newHash, changedAt: new Date() },
  })
  if (count === 0) return unchanged(false)
  const ended = await endSessionsOf(tx, { tenantId, userId, keep: sessionId })
  const target = { kind: 'user', id: userId }
  return {
    result: true,
    events: [{ type: 'password.changed', target, details: { by: 'person', ...countOf(ended) } }],
    mails: [{ template: 'password_changed', to: email }],
  }
}

function wrongPassword(): DomainError {
  return invalid('current_password', 'That is not your current password.')
}
