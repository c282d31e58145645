import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'

/** @throws DomainError not_found */
export async function insistOnUser(tx: Tx, tenantId: string, id: string): Promise<void> {
  const user = await tx.user.findUnique({ where: { tenantId_id: { tenantId, id } }, select: { id: true } })
  if (!user) throw notFound()
}

/** Whether there is such a user. */
export function userExists(tenantId: string, id: string): Sql {
  return sql`EXISTS (SELECT FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = ${id})`
}
