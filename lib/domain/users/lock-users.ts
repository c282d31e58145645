import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'

export interface LockedUser {
  id: string
  email: string
  name: string
}

/** @throws DomainError not_found */
export async function lockUser(tx: Tx, tenantId: string, id: string): Promise<LockedUser> {
  const [user] = await locked(tx, tenantId, [id])
  if (!user) throw notFound()
  return user
}

/**
 * These users, blocked ones too, each kept until the transaction ends.
 * @throws DomainError not_found at `users` when any is unknown
 */
export async function lockUsers(tx: Tx, tenantId: string, ids: readonly string[]): Promise<LockedUser[]> {
  const wanted = [...new Set(ids)]
  const users = await locked(tx, tenantId, wanted)
  if (users.length < wanted.length)
    throw new DomainError('not_found', 'The user does not exist.', { field: 'users' })
  return users
}

function locked(tx: Tx, tenantId: string, ids: readonly string[]): Promise<LockedUser[]> {
  return tx.$queryRaw<LockedUser[]>`
    SELECT id, email, name FROM users WHERE tenant_id = ${tenantId} AND id = ANY(${ids})
    ORDER BY id FOR NO KEY UPDATE`
}
