import type { SelfAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

export interface ListedSession {
  id: string
  createdAt: Date
  lastSeenAt: Date
  ip: string | null
  userAgent: string | null
}

/** A person’s own sessions that still live, the latest used first; 100 at most. */
export function listSessions(access: SelfAccess): Promise<ListedSession[]> {
  const { tenantId, userId } = access
  return read(
    access,
    (tx) => tx.$queryRaw<ListedSession[]>`
      SELECT s.id, s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", s.ip, s.user_agent AS "userAgent"
      FROM sessions s JOIN tenants t ON t.id = ${tenantId}
      WHERE s.tenant_id = ${tenantId} AND s.user_id = ${userId} AND s.ended_at IS NULL AND s.expires_at > now()
        AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes)
      ORDER BY s.last_seen_at DESC, s.id LIMIT 100`,
  )
}
