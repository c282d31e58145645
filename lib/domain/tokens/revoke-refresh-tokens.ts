import type { TenantAccess } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'
import { change, unchanged } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { assertUser } from '../users/lock-users'
import { type EndedAuthorization, tokensRevoked } from './authorizations'

export type RefreshTokenFilter =
  | { ids: readonly string[] }
  | { userId: string; clientId?: string | undefined; audience?: string | undefined }

/** Also ends all other tokens of the same sign-ins. @throws DomainError not_found for an unknown user */
export function revokeRefreshTokens(
  access: TenantAccess<'delete:refresh_tokens'>,
  which: RefreshTokenFilter,
): Promise<number> {
  const { tenantId } = access
  return change(access, async (tx) => {
    if ('userId' in which) await assertUser(tx, tenantId, which.userId)
    const revoked = await tx.$queryRaw<EndedAuthorization[]>(sql`
      UPDATE authorizations a SET revoked_at = now()
      WHERE a.tenant_id = ${tenantId} AND a.offline AND a.revoked_at IS NULL AND a.expires_at > now()
        AND ${conditionOf(which)}
      RETURNING a.id, a.user_id AS "userId", a.client_id AS "clientId", a.organization_id AS "organizationId"`)
    const [first, ...others] = revoked.map(tokensRevoked)
    return first ? { result: revoked.length, events: [first, ...others] } : unchanged(0)
  })
}

function conditionOf(which: RefreshTokenFilter): Sql {
  if ('ids' in which) return sql`a.id = ANY(${which.ids})`
  const { userId, clientId, audience } = which
  const atClient = clientId === undefined ? sql`true` : sql`a.client_id = ${clientId}`
  const forApi = audience === undefined ? sql`true` : sql`a.payload->'resources' ? ${audience}`
  return sql`a.user_id = ${userId} AND ${atClient} AND ${forApi}`
}

/** Also ends all other tokens of the same sign-in. @throws DomainError not_found */
export function revokeRefreshToken(access: TenantAccess<'delete:refresh_tokens'>, id: string): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const known = await tx.authorization.findFirst({
      where: { tenantId, id, offline: true },
      select: { id: true, userId: true, clientId: true, organizationId: true },
    })
    if (!known) throw notFound()
    const { count } = await tx.authorization.updateMany({
      where: { tenantId, id, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    return count === 0 ? unchanged(undefined) : { result: undefined, events: [tokensRevoked(known)] }
  })
}
