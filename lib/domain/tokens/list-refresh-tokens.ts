import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { userExists } from '../users/insist-on-user'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import {
  refreshTokenColumns,
  refreshTokenLives,
  refreshTokenTables,
  type RefreshToken,
} from './refresh-token'

/**
 * A user’s refresh tokens that still serve, those of one application where it is named, by id.
 * @throws DomainError not_found
 */
export function listRefreshTokens(
  access: TenantAccess<'read:refresh_tokens'>,
  { userId, clientId, ...wanted }: Window & { userId: string; clientId?: string | undefined },
): Promise<Omit<Windowed<RefreshToken>, 'total'>> {
  const { tenantId } = access
  const ofClient = clientId === undefined ? sql`true` : sql`a.client_id = ${clientId}`
  return read(access, (tx) =>
    readPage<RefreshToken>(tx, wanted, {
      columns: refreshTokenColumns,
      from: sql`${refreshTokenTables}
        WHERE a.tenant_id = ${tenantId} AND a.user_id = ${userId} AND ${ofClient} AND ${refreshTokenLives}`,
      requires: [{ exists: userExists(tenantId, userId) }],
      ...byId(wanted, sql`a.id`),
      placeOf: ({ id }) => id,
    }),
  )
}
