import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { sql } from '@/lib/db/sql'
import { insistOnUser } from '../users/insist-on-user'
import { reach, windowed, type Window, type Windowed } from '../window'
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
  const { after, take } = reach(wanted)
  const ofClient = clientId === undefined ? sql`true` : sql`a.client_id = ${clientId}`
  return read(access, async (tx) => {
    await insistOnUser(tx, tenantId, userId)
    const found = await tx.$queryRaw<RefreshToken[]>(sql`
      SELECT ${refreshTokenColumns} FROM ${refreshTokenTables}
      WHERE a.tenant_id = ${tenantId} AND a.user_id = ${userId} AND a.id > ${after} AND ${ofClient}
        AND ${refreshTokenLives}
      ORDER BY a.id LIMIT ${take}`)
    return windowed(wanted, found, ({ id }) => id)
  })
}
