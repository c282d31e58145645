import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { sessionColumns, sessionLives, sessionTables, type SessionOfUser } from './session-of-user'

/** @throws DomainError not_found, for one that has ended too */
export function getSession(access: TenantAccess<'read:sessions'>, id: string): Promise<SessionOfUser> {
  return read(access, (tx) => readSession(tx, access.tenantId, id))
}

/** @throws DomainError not_found */
export async function readSession(tx: Tx, tenantId: string, id: string): Promise<SessionOfUser> {
  const [found] = await tx.$queryRaw<SessionOfUser[]>(sql`
    SELECT ${sessionColumns} FROM ${sessionTables}
    WHERE s.tenant_id = ${tenantId} AND s.id = ${id} AND ${sessionLives}`)
  if (!found) throw notFound()
  return found
}
