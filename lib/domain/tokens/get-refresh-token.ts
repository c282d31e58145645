import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import {
  refreshTokenColumns,
  refreshTokenLives,
  refreshTokenTables,
  type RefreshToken,
} from './refresh-token'

/** @throws DomainError not_found, for one that does not serve any more too */
export function getRefreshToken(
  access: TenantAccess<'read:refresh_tokens'>,
  id: string,
): Promise<RefreshToken> {
  return read(access, (tx) => readRefreshToken(tx, access.tenantId, id))
}

/** @throws DomainError not_found */
export async function readRefreshToken(tx: Tx, tenantId: string, id: string): Promise<RefreshToken> {
  const [found] = await tx.$queryRaw<RefreshToken[]>(sql`
    SELECT ${refreshTokenColumns} FROM ${refreshTokenTables}
    WHERE a.tenant_id = ${tenantId} AND a.id = ${id} AND ${refreshTokenLives}`)
  if (!found) throw notFound()
  return found
}
