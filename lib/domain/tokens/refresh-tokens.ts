import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { change, read, unchanged } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { byId, readPage } from '../read-page'
import { userExists } from '../users/lock-users'
import type { Window, Windowed } from '../window'

/** A refresh token family (rotation): one id for a user’s sign-in to an application. */
export interface RefreshToken {
  id: string
  userId: string
  clientId: string
  sessionId: string
  createdAt: Date
  idleExpiresAt: Date
  expiresAt: Date
  exchangedAt: Date | null
  ip: string | null
  userAgent: string | null
  /** The provider’s grant: which APIs, with which scopes. */
  resources: unknown
  metadata: unknown
}

const refreshTokenColumns = sql`a.id, a.user_id AS "userId", a.client_id AS "clientId",
  a.session_id AS "sessionId", a.created_at AS "createdAt", a.expires_at AS "expiresAt", a.metadata,
  least(a.expires_at, t.idle_expires_at) AS "idleExpiresAt", t.exchanged_at AS "exchangedAt",
  s.ip, s.user_agent AS "userAgent", coalesce(a.payload->'resources', '{}') AS resources`

const refreshTokenTables = sql`authorizations a
  CROSS JOIN LATERAL (
    SELECT max(k.expires_at) FILTER (WHERE k.consumed_at IS NULL) AS idle_expires_at, max(k.consumed_at) AS exchanged_at
    FROM token_artifacts k
    WHERE k.tenant_id = a.tenant_id AND k.authorization_id = a.id AND k.kind = 'RefreshToken' AND k.expires_at > now()
  ) t
  LEFT JOIN sessions s ON s.tenant_id = a.tenant_id AND s.id = a.session_id`

const refreshTokenLives = sql`a.offline AND a.revoked_at IS NULL AND a.expires_at > now()
  AND t.idle_expires_at IS NOT NULL`

/** @throws DomainError not_found, also for one that is no longer valid */
export function getRefreshToken(
  access: TenantAccess<'read:refresh_tokens'>,
  id: string,
): Promise<RefreshToken> {
  return read(access, (tx) => readRefreshToken(tx, access.tenantId, id))
}

/** @throws DomainError not_found */
async function readRefreshToken(tx: Tx, tenantId: string, id: string): Promise<RefreshToken> {
  const [found] = await tx.$queryRaw<RefreshToken[]>(sql`
    SELECT ${refreshTokenColumns} FROM ${refreshTokenTables}
    WHERE a.tenant_id = ${tenantId} AND a.id = ${id} AND ${refreshTokenLives}`)
  if (!found) throw notFound()
  return found
}

/** @throws DomainError not_found */
export function listRefreshTokens(
  access: TenantAccess<'read:refresh_tokens'>,
  { userId, clientId, ...input }: Window & { userId: string; clientId?: string | undefined },
): Promise<Omit<Windowed<RefreshToken>, 'total'>> {
  const { tenantId } = access
  const ofClient = clientId === undefined ? sql`true` : sql`a.client_id = ${clientId}`
  return read(access, (tx) =>
    readPage<RefreshToken>(tx, input, {
      columns: refreshTokenColumns,
      from: sql`${refreshTokenTables}
        WHERE a.tenant_id = ${tenantId} AND a.user_id = ${userId} AND ${ofClient} AND ${refreshTokenLives}`,
      requires: [{ exists: userExists(tenantId, userId) }],
      ...byId(input, sql`a.id`),
      placeOf: ({ id }) => id,
    }),
  )
}

/** Replaces all metadata; undefined changes nothing. @throws DomainError not_found */
export function setRefreshTokenMetadata(
  access: TenantAccess<'update:refresh_tokens'>,
  { id, metadata }: { id: string; metadata: Record<string, string> | undefined },
): Promise<RefreshToken> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const token = await readRefreshToken(tx, tenantId, id)
    if (metadata === undefined) return unchanged(token)
    await tx.authorization.update({ where: { tenantId_id: { tenantId, id } }, data: { metadata } })
    return {
      result: { ...token, metadata },
      events: [
        {
          type: 'application.token_metadata_changed',
          target: { kind: 'client', id: token.clientId },
          details: { authorizationId: id, userId: token.userId, properties: Object.keys(metadata) },
        },
      ],
    }
  })
}
