import { z } from 'zod'
import { read } from '@/lib/db/doors'
import { byProvider } from './by-provider'

export interface Authorization {
  id: string
  userId: string
  clientId: string
  connectionId: string
  sessionId: string
  organizationId: string | null
  offline: boolean
  /** When the person signed in, in the session that it began in. */
  since: Date
  payload: Record<string, unknown>
}

const payload = z.record(z.string(), z.unknown())

/** The authorization with this id while it is in force; null when it was revoked, has expired, or its session ended. */
export function findAuthorization(tenantId: string, id: string): Promise<Authorization | null> {
  return read(byProvider(tenantId), async (tx) => {
    const [found] = await tx.$queryRaw<Authorization[]>`
      SELECT id, user_id AS "userId", client_id AS "clientId", connection_id AS "connectionId",
        session_id AS "sessionId", organization_id AS "organizationId", offline, payload,
        coalesce((payload->>'signed_in_at')::timestamptz, created_at) AS since
      FROM authorizations a
      WHERE a.tenant_id = ${tenantId} AND a.id = ${id} AND foyer_in_force(a.id)`
    return found ? { ...found, payload: payload.parse(found.payload) } : null
  })
}
