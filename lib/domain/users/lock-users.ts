import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { DomainError, notFound } from '@/lib/errors'

interface LockedUser {
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

/** @throws DomainError not_found at `users` when any is unknown */
export async function lockUsers(tx: Tx, tenantId: string, ids: readonly string[]): Promise<LockedUser[]> {
  const input = [...new Set(ids)]
  const users = await locked(tx, tenantId, input)
  if (users.length < input.length)
    throw new DomainError('not_found', 'The user does not exist.', { field: 'users' })
  return users
}

function locked(tx: Tx, tenantId: string, ids: readonly string[]): Promise<LockedUser[]> {
  return tx.$queryRaw<LockedUser[]>`
    SELECT id, email, name FROM users WHERE tenant_id = ${tenantId} AND id = ANY(${ids})
    ORDER BY id FOR NO KEY UPDATE`
}

/**
 * Opening a session and ending all sessions wait for each other. False for a deleted or blocked user, and for one whose
 * address is no longer `emailFolded`: what was emailed to a previous address does not count.
 */
export async function lockActiveUser(
  tx: Tx,
  tenantId: string,
  { userId, emailFolded = null }: { userId: string; emailFolded?: string | null | undefined },
): Promise<boolean> {
  const [locked] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM users
    WHERE tenant_id = ${tenantId} AND id = ${userId} AND NOT blocked
      AND (${emailFolded}::text IS NULL OR email_folded = ${emailFolded})
    FOR NO KEY UPDATE`
  return locked !== undefined
}

/** @throws DomainError not_found */
export async function assertUser(tx: Tx, tenantId: string, id: string): Promise<void> {
  const user = await tx.user.findUnique({ where: { tenantId_id: { tenantId, id } }, select: { id: true } })
  if (!user) throw notFound()
}

export function userExists(tenantId: string, id: string): Sql {
  return sql`EXISTS (SELECT FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = ${id})`
}
