import { sql } from '@/lib/db/sql'

/** A sign-in of a person to an application whose refresh tokens take each other’s place: a family, known by one id. */
export interface RefreshToken {
  id: string
  userId: string
  clientId: string
  /** The browser session it began in, which may be over. */
  sessionId: string
  createdAt: Date
  /** When it is over if nobody uses it, and at the latest. */
  idleExpiresAt: Date
  expiresAt: Date
  /** When it last gave tokens. */
  exchangedAt: Date | null
  /** Of the browser in which it began, while that is known. */
  ip: string | null
  userAgent: string | null
  /** The provider’s grant: which APIs, with which scopes. */
  resources: unknown
  metadata: unknown
}

export const refreshTokenColumns = sql`a.id, a.user_id AS "userId", a.client_id AS "clientId",
  a.session_id AS "sessionId", a.created_at AS "createdAt", a.expires_at AS "expiresAt", a.metadata,
  least(a.expires_at, t.idle_expires_at) AS "idleExpiresAt", t.exchanged_at AS "exchangedAt",
  s.ip, s.user_agent AS "userAgent", coalesce(a.payload->'resources', '{}') AS resources`

export const refreshTokenTables = sql`authorizations a
  CROSS JOIN LATERAL (
    SELECT max(k.expires_at) FILTER (WHERE k.consumed_at IS NULL) AS idle_expires_at, max(k.consumed_at) AS exchanged_at
    FROM token_artifacts k
    WHERE k.tenant_id = a.tenant_id AND k.authorization_id = a.id AND k.kind = 'RefreshToken' AND k.expires_at > now()
  ) t
  LEFT JOIN sessions s ON s.tenant_id = a.tenant_id AND s.id = a.session_id`

/** Whether there is one that still serves. */
export const refreshTokenLives = sql`a.offline AND a.revoked_at IS NULL AND a.expires_at > now()
  AND t.idle_expires_at IS NOT NULL`
