import { change, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { byProvider } from './by-provider'

export interface NewAuthorization {
  id: string
  clientId: string
  userId: string
  sessionId: string
  connectionId: string
  organizationId: string | null
  /** Whether the authorization outlives its session. */
  offline: boolean
  payload: Record<string, unknown>
  /** Seconds. */
  expiresIn: number
}

/**
 * Records that a user signs in to an application: the authorization that its codes and tokens will belong to. Returns
 * false, and writes nothing, if the user’s session has ended in the meantime.
 */
export function saveAuthorization(tenantId: string, authorization: NewAuthorization): Promise<boolean> {
  const { id, clientId, userId, organizationId, offline } = authorization
  return change(byProvider(tenantId, userId), async (tx) => {
    const clientName = await insert(tx, tenantId, authorization)
    if (clientName === null) return unchanged(false)
    return {
      result: true,
      events: [
        {
          type: 'application.entered',
          target: { kind: 'client', id: clientId, name: clientName },
          details: { authorizationId: id, offline },
          ...(organizationId === null ? {} : { organizationId }),
        },
      ],
    }
  })
}

/**
 * The name of the application, or null if the session has ended. The session is locked, so that a request that ends it
 * waits for this transaction and then finds the authorization.
 */
async function insert(tx: Tx, tenantId: string, authorization: NewAuthorization): Promise<string | null> {
  const { id, clientId, userId, sessionId, connectionId, organizationId, offline, payload, expiresIn } =
    authorization
  const expiresAt = new Date(Date.now() + expiresIn * 1000)
  const [saved] = await tx.$queryRaw<{ clientName: string }[]>`
    WITH live_session AS (
      SELECT id FROM sessions
      WHERE tenant_id = ${tenantId} AND id = ${sessionId} AND user_id = ${userId} AND ended_at IS NULL FOR SHARE)
    INSERT INTO authorizations
      (tenant_id, id, client_id, user_id, session_id, connection_id, organization_id, offline, payload, expires_at)
    SELECT ${tenantId}, ${id}, ${clientId}, ${userId}, s.id, ${connectionId}, ${organizationId}, ${offline},
      ${JSON.stringify(payload)}::jsonb, ${expiresAt}
    FROM live_session s
    RETURNING (SELECT c.name FROM clients c WHERE c.tenant_id = ${tenantId} AND c.id = client_id) AS "clientName"`
  return saved?.clientName ?? null
}
