import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { parseInput } from '../text/parse-input'
import { emailAddress } from '../text/email-address'
import { deleteUser } from '../users/delete-user'
import { readConnection } from './read-connection'

/** @throws DomainError not_found (field `users` for the user); invalid for a connection without passwords */
export async function deleteConnectionUser(
  access: TenantAccess<'delete:users'>,
  { connectionId, email }: { connectionId: string; email: string },
): Promise<void> {
  const { tenantId } = access
  const { folded } = parseInput(emailAddress, email, 'email')
  const userId = await read(access, async (tx) => {
    const { strategy } = await readConnection(tx, tenantId, connectionId)
    if (strategy !== 'password') throw notOfPasswords()
    const where = { tenantId, connectionId, user: { emailFolded: folded } }
    return (await tx.identity.findFirst({ where, select: { userId: true } }))?.userId
  })
  if (userId === undefined) throw new DomainError('not_found', 'The user does not exist.', { field: 'users' })
  await deleteUser(access, userId)
}

function notOfPasswords(): DomainError {
  const sentence = 'Only password users can be deleted by email address. Delete this user by id.'
  return new DomainError('invalid', sentence)
}
