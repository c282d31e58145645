import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { sql, type Sql } from '@/lib/db/sql'
import { insistOnUser } from '../users/insist-on-user'
import { tokensRevoked, type EndedAuthorization } from './tokens-revoked'

/** Which ones: by their ids, or all of a user, at one application and for one API where those are named. */
export type WhichRefreshTokens =
  | { ids: readonly string[] }
  | { userId: string; clientId?: string | undefined; audience?: string | undefined }

/**
 * Refresh tokens, and whatever else came of the same sign-ins to applications, serve no more. Unknown ids are passed
 * over.
 * @returns how many
 * @throws DomainError not_found for an unknown user
 */
export function revokeRefreshTokens(
  access: TenantAccess<'delete:refresh_tokens'>,
  which: WhichRefreshTokens,
): Promise<number> {
  const { tenantId } = access
  return change(access, async (tx) => {
    if ('userId' in which) await insistOnUser(tx, tenantId, which.userId)
    const revoked = await tx.$queryRaw<EndedAuthorization[]>(sql`
      UPDATE authorizations a SET revoked_at = now()
      WHERE a.tenant_id = ${tenantId} AND a.offline AND a.revoked_at IS NULL AND a.expires_at > now()
        AND ${conditionOf(which)}
      RETURNING a.id, a.user_id AS "userId", a.client_id AS "clientId", a.organization_id AS "organizationId"`)
    const [first, ...others] = revoked.map(tokensRevoked)
    return first ? { result: revoked.length, events: [first, ...others] } : unchanged(0)
  })
}

function conditionOf(which: WhichRefreshTokens): Sql {
  if ('ids' in which) return sql`a.id = ANY(${which.ids})`
  const { userId, clientId, audience } = which
  const atClient = clientId === undefined ? sql`true` : sql`a.client_id = ${clientId}`
  const forApi = audience === undefined ? sql`true` : sql`a.payload->'resources' ? ${audience}`
  return sql`a.user_id = ${userId} AND ${atClient} AND ${forApi}`
}
