import { sql } from '@/lib/db/sql'

/** A session as operators see it. */
export interface SessionOfUser {
  id: string
  userId: string
  createdAt: Date
  authTime: Date
  lastSeenAt: Date
  /** When it ends if it is not used again. */
  idleExpiresAt: Date
  /** When it ends at the latest. */
  expiresAt: Date
  ip: string | null
  userAgent: string | null
  /** The authentication methods (RFC 8176). */
  amr: string[]
  /** The strategy of the connection that the user signed in with. */
  strategy: string
  /** The applications that the user signed in to with this session. */
  clientIds: string[]
  metadata: unknown
}

/** Columns of `sessions s`, its `tenants t` and `connections c`. */
export const sessionColumns = sql`s.id, s.user_id AS "userId", s.created_at AS "createdAt", s.auth_time AS "authTime",
  s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt", s.ip, s.user_agent AS "userAgent", s.amr, s.metadata,
  least(s.expires_at, s.last_seen_at + make_interval(mins => t.session_idle_minutes)) AS "idleExpiresAt", c.strategy,
  ARRAY(SELECT DISTINCT a.client_id FROM authorizations a
    WHERE a.tenant_id = s.tenant_id AND a.session_id = s.id AND a.revoked_at IS NULL AND a.expires_at > now()
    ORDER BY 1) AS "clientIds"`

export const sessionTables = sql`sessions s
  JOIN tenants t ON t.id = s.tenant_id
  JOIN connections c ON c.tenant_id = s.tenant_id AND c.id = s.connection_id`

/** Whether a session is live: not ended, not expired, not idle for too long. */
export const sessionLives = sql`s.ended_at IS NULL AND s.expires_at > now()
  AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes)`
